import { z } from 'zod';
import { Id, Line, Money, pageOf, pageQuery, Slug } from './common.ts';

/** The widths an image is rendered at, in pixels. Nothing else is ever rendered. */
export const imageWidths = [320, 640, 960, 1600] as const;
export const imageFormats = ['avif', 'webp', 'jpeg'] as const;

/**
 * `url` holds the placeholders `{width}` and `{format}`: replace them by one of `widths` and one of
 * `imageFormats`. It is null until the image has been rendered. `blurDataUrl` is a tiny preview.
 */
export const Image = z
  .strictObject({
    id: Id,
    alt: z.string(),
    url: z.string().nullable(),
    widths: z.array(z.int()),
    width: z.int(),
    height: z.int(),
    blurDataUrl: z.string().nullable(),
  })
  .meta({ id: 'Image' });
export type Image = z.infer<typeof Image>;

export const Category = z
  .strictObject({
    id: Id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    productCount: z.int(),
    image: Image.nullable(),
  })
  .meta({ id: 'Category' });
export type Category = z.infer<typeof Category>;

export const CategoryList = z.strictObject({ items: z.array(Category) }).meta({ id: 'CategoryList' });
export type CategoryList = z.infer<typeof CategoryList>;

export const Variant = z
  .strictObject({ id: Id, sku: z.string(), name: z.string(), price: Money, available: z.int().min(0) })
  .meta({ id: 'Variant' });
export type Variant = z.infer<typeof Variant>;

/** One product in a list. `price` is that of the cheapest variant. */
export const ProductCard = z
  .strictObject({
    id: Id,
    slug: z.string(),
    name: z.string(),
    price: Money,
    inStock: z.boolean(),
    image: Image.nullable(),
  })
  .meta({ id: 'ProductCard' });
export type ProductCard = z.infer<typeof ProductCard>;

export const ProductPage = pageOf(ProductCard).meta({ id: 'ProductPage' });
export type ProductPage = z.infer<typeof ProductPage>;

export const ProductDetail = z
  .strictObject({
    id: Id,
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.strictObject({ slug: z.string(), name: z.string() }),
    images: z.array(Image),
    variants: z.array(Variant),
  })
  .meta({ id: 'ProductDetail' });
export type ProductDetail = z.infer<typeof ProductDetail>;

export const ListProducts = z.strictObject({ category: Slug.optional(), ...pageQuery });
export type ListProducts = z.infer<typeof ListProducts>;

/** How many pictures a product has at most. */
export const maxImagesOfProduct = 20;

/** What a picture shows, for those who do not see it: sent beside `file`, in a form. */
export const AddImage = z.strictObject({ alt: Line(300) }).meta({ id: 'AddImage' });
export type AddImage = z.infer<typeof AddImage>;

/** A picture as the staff see it. `failedWith` says why it cannot be rendered; such a picture is shown to nobody. */
export const StaffImage = Image.extend({ position: z.int(), failedWith: z.string().nullable() }).meta({
  id: 'StaffImage',
});
export type StaffImage = z.infer<typeof StaffImage>;

export const StaffImageList = z.strictObject({ items: z.array(StaffImage) }).meta({ id: 'StaffImageList' });
export type StaffImageList = z.infer<typeof StaffImageList>;
