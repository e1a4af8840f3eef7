export {
  demoStores,
  type SeedCategory,
  type SeedImage,
  type SeedProduct,
  type SeedStore,
  type SeedVariant,
} from './demo-stores.ts';
