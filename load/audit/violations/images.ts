import type { Violation } from './violation.ts';

/** A picture of the product that is sold. */
const picture = (columns: string, values: string): string => `
  INSERT INTO product_images (id, product_id, alt, original_key, width, height, ${columns})
  SELECT gen_random_uuid(), product_id, 'P', 'originals/p.jpeg', 800, 600, ${values} FROM variants WHERE id = {variant}`;

export const images: Violation[] = [
  {
    breaks: 'Q6 every picture',
    what: 'a picture that nobody renders',
    sql: picture('position', '0'),
  },
  {
    breaks: 'Q6 every picture',
    what: 'a picture whose job has ended and that is not there',
    sql: `
      ${picture('position', '0')};
      INSERT INTO outbox (id, store_id, job, payload, done_at)
      SELECT gen_random_uuid(), store_id, 'resize-product-image', jsonb_build_object('imageId', id), now() FROM product_images`,
  },
  {
    breaks: 'Q6 every picture',
    what: 'a picture that points to renditions of no width',
    sql: picture('rendition_key, blur_data_url', `'p/1', 'data:'`),
  },
];
