/** The store's look in the words of the payment provider's form, which lives in a frame our styles do not reach. */
export function appearanceOf(element: Element) {
  const style = getComputedStyle(element);
  // A variable holds `light-dark(…)` as written; only a real property says which of the two it came to.
  const colour = (name: string) => {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    element.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  return {
    theme: isDark(style.colorScheme) ? 'night' : 'stripe',
    variables: {
      colorPrimary: colour('--accent'),
      colorBackground: colour('--field'),
      colorText: colour('--ink'),
      colorTextSecondary: colour('--soft'),
      colorDanger: colour('--bad'),
      fontFamily: style.fontFamily,
      borderRadius: style.getPropertyValue('--control-radius') === '0px' ? '0px' : '12px',
    },
  };
}

/** `dark` and `light` are the visitor's choice in the footer; both words together mean the device decides. */
function isDark(colorScheme: string): boolean {
  if (colorScheme === 'dark' || colorScheme === 'light') return colorScheme === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
