import type { Image } from '@tradewind/contracts';
import { Picture } from './picture.tsx';

/** A product's pictures: swiped through on a phone, one large and the others beneath it on a desk. */
export function Gallery({ images }: { images: Image[] }) {
  if (images.length === 0) return <Picture image={null} sizes="100vw" />;
  const several = images.length > 1;
  // Two fill the column each; of more, the first does and the others go in pairs.
  const isLarge = (index: number) => index === 0 || images.length === 2;
  return (
    <div
      role="group"
      aria-label="Pictures"
      tabIndex={several ? 0 : undefined}
      className="-mx-[clamp(1.15rem,4vw,3rem)] flex snap-x snap-mandatory gap-3 overflow-x-auto px-[clamp(1.15rem,4vw,3rem)] pb-2 lg:mx-0 lg:grid lg:grid-cols-2 lg:gap-5 lg:overflow-visible lg:p-0"
    >
      {images.map((image, index) => (
        <div
          key={image.id}
          className={`shrink-0 snap-center ${several ? 'w-[88%]' : 'w-full'} lg:w-auto ${isLarge(index) ? 'lg:col-span-2' : ''}`}
        >
          <Picture
            image={image}
            className="whole"
            first={index === 0}
            sizes={isLarge(index) ? '(min-width: 1024px) 54vw, 94vw' : '(min-width: 1024px) 27vw, 88vw'}
          />
        </div>
      ))}
    </div>
  );
}
