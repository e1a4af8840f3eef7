import { Module } from '@nestjs/common';
import { StoresWorkerModule } from '@tradewind/stores';
import { CatalogController } from './catalog.controller.ts';
import { CatalogService } from './catalog.service.ts';
import { CoolOriginalsProcessor } from './images/cool-originals.processor.ts';
import { MediaController } from './images/media.controller.ts';
import { Originals } from './images/originals.ts';
import { ProductImagesService } from './images/product-images.service.ts';
import { ResizeProductImageProcessor } from './images/resize-product-image.processor.ts';
import { StaffImagesController } from './images/staff-images.controller.ts';
import { TidyImageFilesProcessor } from './images/tidy-image-files.processor.ts';
import { AskForAlertService } from './stock-alerts/ask-for-alert.service.ts';
import { NotifyBackInStockProcessor } from './stock-alerts/notify-back-in-stock.processor.ts';
import { SendBackInStockProcessor } from './stock-alerts/send-back-in-stock.processor.ts';
import { StockAlertsController } from './stock-alerts/stock-alerts.controller.ts';
import { MoveStockService } from './stock/move-stock.service.ts';
import { StaffStockController } from './stock/staff-stock.controller.ts';

@Module({ providers: [CatalogService], exports: [CatalogService] })
export class CatalogModule {}

@Module({
  imports: [CatalogModule],
  providers: [AskForAlertService, MoveStockService, Originals, ProductImagesService],
  controllers: [
    CatalogController,
    MediaController,
    StaffImagesController,
    StockAlertsController,
    StaffStockController,
  ],
})
export class CatalogApiModule {}

@Module({
  imports: [StoresWorkerModule],
  providers: [
    Originals,
    ResizeProductImageProcessor,
    CoolOriginalsProcessor,
    TidyImageFilesProcessor,
    NotifyBackInStockProcessor,
    SendBackInStockProcessor,
  ],
})
export class CatalogWorkerModule {}
