import { Module } from '@nestjs/common';
import { CatalogController } from './catalog.controller.ts';
import { CatalogService } from './catalog.service.ts';
import { MediaController } from './media.controller.ts';
import { ResizeProductImageProcessor } from './resize-product-image.processor.ts';

@Module({ providers: [CatalogService], exports: [CatalogService] })
export class CatalogModule {}

@Module({ imports: [CatalogModule], controllers: [CatalogController, MediaController] })
export class CatalogApiModule {}

@Module({ providers: [ResizeProductImageProcessor] })
export class CatalogWorkerModule {}
