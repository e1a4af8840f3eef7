export { CatalogApiModule, CatalogModule, CatalogWorkerModule } from './catalog.module.ts';
export { type ImageRow, imageColumns, imageSelect, toImage } from './product-image.ts';
