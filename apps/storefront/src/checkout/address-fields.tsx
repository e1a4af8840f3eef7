import { Field } from '../shell/field.tsx';

export type FieldOf = (name: string) => { name: string; defaultValue: string; error: string | undefined };

export function ContactFields({ field }: { field: FieldOf }) {
  return (
    <fieldset className="space-y-5">
      <legend className="title-small mb-5">How we reach you</legend>
      <Field label="E-mail" type="email" autoComplete="email" maxLength={254} {...field('email')} />
    </fieldset>
  );
}

export function AddressFields({ field }: { field: FieldOf }) {
  return (
    <>
      <Field label="Name" autoComplete="shipping name" maxLength={100} {...field('name')} />
      <Field
        label="Street and number"
        autoComplete="shipping address-line1"
        maxLength={120}
        {...field('line1')}
      />
      <Field
        label="Flat, floor, company"
        autoComplete="shipping address-line2"
        maxLength={120}
        {...field('line2')}
        required={false}
      />
      <div className="grid gap-5 sm:grid-cols-[10rem_1fr]">
        <Field
          label="Postal code"
          autoComplete="shipping postal-code"
          maxLength={20}
          {...field('postalCode')}
        />
        <Field label="City" autoComplete="shipping address-level2" maxLength={80} {...field('city')} />
      </div>
    </>
  );
}
