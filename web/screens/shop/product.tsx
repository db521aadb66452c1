import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, Package, ShoppingBag } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { catalog } from '#services/catalog/contract';
import { fileUrl } from '#web/api/client.ts';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Stepper } from '#web/kit/controls.tsx';
import { cx } from '#web/kit/cx.ts';
import { day, money } from '#web/kit/format.ts';
import { RichText } from '#web/kit/rich-text.tsx';
import { Badge, Page, Skeleton } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { shopText } from '#web/text/shop.ts';
import { useAddToCart } from './cart.ts';
import { CartButton } from './cart-button.tsx';
import { Price } from './price.tsx';
import { choicesFor, chosenOf, isToBeHad, type Variant } from './variants.ts';

const route = getRouteApi('/open/products/$slug');
type Product = OutputOf<typeof catalog.endpoints.getProduct>;

export default function ProductScreen() {
  const t = useText(shopText);
  const { slug } = route.useParams();
  const { data: product, error } = useRead(catalog.endpoints.getProduct, { product: slug, currency: 'EUR' });
  if (error && !product) throw error;
  return (
    <Page
      title={product?.title ?? t.title}
      lead={product ? t.by(product.vendor.name) : ' '}
      wide
      actions={
        <>
          <Button asChild look="plain">
            <Link to="/shop">
              <ArrowLeft size={18} aria-hidden /> {t.back}
            </Link>
          </Button>
          <CartButton />
        </>
      }
    >
      {product ? <Whole product={product} /> : <Waiting />}
    </Page>
  );
}

const columns = 'grid gap-6 desk:grid-cols-2 desk:gap-10';

const Waiting = () => (
  <div className={columns}>
    <Skeleton className="aspect-square rounded-card" />
    <div className="flex flex-col gap-4">
      <Skeleton className="h-10 w-40" />
      <Skeleton className="h-24" />
      <Skeleton className="h-12" />
    </div>
  </div>
);

function Whole({ product }: { product: Product }) {
  const t = useText(shopText);
  const search = route.useSearch();
  const variant = chosenOf(product.variants, search.variant);
  return (
    <div className={columns}>
      <Pictures key={variant?.imageId} product={product} first={variant?.imageId ?? null} />
      <div className="flex min-w-0 flex-col gap-6">
        {/* Another variant begins with one piece again. */}
        {variant ? (
          <Buy key={variant.id} product={product} variant={variant} />
        ) : (
          <p className="text-soft">{t.notSold}</p>
        )}
        {product.description && (
          <section>
            <h2 className="mb-2 text-lg">{t.about}</h2>
            <RichText html={product.description} />
          </section>
        )}
        <ul className="flex flex-wrap gap-2">
          {product.categories.map(category => (
            <li key={category.id}>
              <Button asChild look="quiet" size="small">
                <Link to="/shop" search={{ category: category.slug }}>
                  {category.title}
                </Link>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Pictures({ product, first }: { product: Product; first: string | null }) {
  const t = useText(shopText);
  const images = product.images.filter(image => image.url !== null);
  const [shown, setShown] = useState(() =>
    Math.max(
      images.findIndex(image => image.id === first),
      0,
    ),
  );
  const image = images[shown];
  return (
    <div>
      <div className="grid aspect-square place-items-center overflow-hidden rounded-card border border-line bg-sunken text-soft">
        {image ? (
          <img src={fileUrl(image.url!)} alt={image.alt || product.title} className="size-full object-cover" />
        ) : (
          <Package size={64} aria-hidden />
        )}
      </div>
      {images.length > 1 && (
        <fieldset aria-label={t.pictures} className="mt-3 flex flex-wrap gap-2">
          {images.map((each, index) => (
            <button
              key={each.id}
              type="button"
              aria-label={t.picture(index + 1)}
              aria-pressed={index === shown}
              onClick={() => setShown(index)}
              className={cx(
                'size-16 overflow-hidden rounded-control border-2',
                index === shown ? 'border-fig' : 'border-line',
              )}
            >
              <img src={fileUrl(each.thumbnailUrl ?? each.url!)} alt="" className="size-full object-cover" />
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** The most one may take at once. */
const most = 99;

function Buy({ product, variant }: { product: Product; variant: Variant }) {
  const t = useText(shopText);
  const problems = useText(problemText);
  const language = useLanguage();
  const [quantity, setQuantity] = useState(1);
  const add = useAddToCart();
  const toBeHad = isToBeHad(variant);
  const put = () =>
    add.mutate([{ variantId: variant.id, quantity }], {
      onSuccess: () => toast(t.added),
      onError: error => toast(sentenceFor(error, problems), 'bad'),
    });
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        {variant.price ? <Price price={variant.price} prior={variant.priorPrice} large /> : <p>{t.notSold}</p>}
        <Badge tone={{ available: 'good', low: 'warn', preorder: 'warn', sold_out: 'plain' }[variant.stock] as 'good'}>
          {variant.stock === 'low' && variant.available ? t.left(variant.available) : t.stock[variant.stock]}
        </Badge>
      </div>
      {variant.availableFrom && <p className="text-soft">{t.shipsFrom(day(variant.availableFrom, language))}</p>}
      {product.options.map((name, index) => (
        <Option key={name} name={name} index={index} product={product} variant={variant} />
      ))}
      {variant.quantityPrices.some(each => each.minQuantity > 1) && (
        <ul className="text-sm text-soft">
          {variant.quantityPrices
            .filter(each => each.minQuantity > 1)
            .map(each => (
              <li key={each.minQuantity}>{t.many(each.minQuantity, money(each.price, language))}</li>
            ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Stepper
          label={t.quantity}
          value={quantity}
          max={Math.min(variant.available ?? most, most)}
          disabled={!toBeHad}
          onChange={setQuantity}
        />
        <Button
          size="large"
          className="flex-1"
          disabled={!toBeHad}
          busy={add.isPending}
          icon={<ShoppingBag size={20} aria-hidden />}
          onClick={put}
        >
          {toBeHad ? t.add : t.stock.sold_out}
        </Button>
      </div>
    </>
  );
}

interface OptionProps {
  name: string;
  index: number;
  product: Product;
  variant: Variant;
}

function Option({ name, index, product, variant }: OptionProps) {
  const t = useText(shopText);
  const navigate = route.useNavigate();
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{name}</legend>
      <div className="flex flex-wrap gap-2">
        {choicesFor(product.variants, variant, index).map(choice => (
          <button
            key={choice.value}
            type="button"
            aria-pressed={choice.value === variant.options[index]}
            onClick={() => void navigate({ search: { variant: choice.variant.id }, replace: true, resetScroll: false })}
            className={cx(
              'min-h-11 rounded-control border px-4 font-semibold transition-colors',
              choice.value === variant.options[index]
                ? 'border-fig bg-fig-tint text-fig'
                : 'border-edge bg-surface hover:border-soft',
              !choice.toBeHad && 'border-dashed font-normal line-through opacity-70',
            )}
          >
            {choice.value}
            {!choice.toBeHad && <span className="sr-only"> ({t.notToBeHad})</span>}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
