export { StoreLinks } from './store-links.ts';
export { StoresApiModule, StoresModule } from './stores.module.ts';
export { StoresService } from './stores.service.ts';
