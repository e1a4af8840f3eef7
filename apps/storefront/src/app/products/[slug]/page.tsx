import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { findCustomer } from '../../../account/find-customer.ts';
import { BuyBox } from '../../../catalog/buy-box.tsx';
import { Gallery } from '../../../catalog/gallery.tsx';
import { readProduct } from '../../../catalog/read-products.ts';
import { stockWords } from '../../../catalog/stock.ts';
import { formatMoney } from '../../../shell/money.ts';
import { currentStore } from '../../../shell/store.ts';

interface Props {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await readProduct((await params).slug);
  return { title: product?.name, description: product?.description.slice(0, 160) };
}

export default async function ProductPage({ params }: Props) {
  const [store, customer, product] = await Promise.all([
    currentStore(),
    findCustomer(),
    readProduct((await params).slug),
  ]);
  if (!product) notFound();

  // Prices are put into words here: a browser may write the same amount a little differently.
  const choices = product.variants.map(({ id, name, price, available }) => ({
    id,
    name,
    available,
    price: formatMoney(price, store.locale),
    stock: stockWords(available),
  }));
  return (
    <div className="shell pt-6 lg:pt-10">
      <p className="mb-5 text-[0.95rem]">
        <Link className="text-link text-soft" href={`/categories/${product.category.slug}`}>
          {product.category.name}
        </Link>
      </p>
      <div className="grid gap-8 lg:grid-cols-[7fr_5fr] lg:gap-16">
        <Gallery images={product.images} />
        <div className="lg:sticky lg:top-10 lg:self-start">
          <h1 className="title">{product.name}</h1>
          <BuyBox choices={choices} email={customer?.email ?? ''} />
          <div className="mt-10 border-t border-line pt-8">
            <h2 className="eyebrow">About this piece</h2>
            {product.description.split(/\n{2,}/).map((paragraph) => (
              <p key={paragraph} className="mt-4 leading-relaxed">
                {paragraph}
              </p>
            ))}
          </div>
        </div>
      </div>
    </div>
  );
}
