import { useId, type ComponentProps } from 'react';

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  name: string;
  hint?: string;
  error?: string;
}

/** A labelled input; what is wrong with it is said beneath it, to eyes and to screen readers. */
export function Field({ label, hint, error, className = '', ...input }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-[0.95rem]">
        {label}
        {input.required === false && <span className="text-soft"> (optional)</span>}
      </label>
      <input
        id={id}
        className="input"
        required
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        {...input}
      />
      {note && (
        <p id={`${id}-note`} className={`mt-1.5 text-sm ${error ? 'text-bad' : 'text-soft'}`}>
          {note}
        </p>
      )}
    </div>
  );
}
