import type { Chapter } from '../invariant.ts';

export const images: Chapter = {
  title: 'Pictures',
  ofEachStore: [
    {
      id: 'Q6',
      name: 'every picture that was uploaded has its renditions, will have them, or says why not',
      sql: `
        WITH coming AS MATERIALIZED (
          SELECT payload->>'imageId' AS image_id FROM outbox
          WHERE store_id = NULLIF(current_setting('app.store_id', true), '')::uuid AND job = 'resize-product-image'
            AND done_at IS NULL AND failed_with IS NULL)
        SELECT i.id, i.product_id, i.rendition_key, i.widths FROM product_images i
        -- The demo's pictures have no size until they are drawn.
        WHERE i.width > 0 AND i.failed_with IS NULL
          AND (i.rendition_key IS NULL OR i.widths = '{}' OR i.blur_data_url IS NULL)
          AND NOT EXISTS (SELECT FROM coming WHERE coming.image_id = i.id::text)`,
    },
  ],
};
