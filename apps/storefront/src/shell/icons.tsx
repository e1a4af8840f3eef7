const stroke = {
  width: 22,
  height: 22,
  viewBox: '0 0 22 22',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.5,
  'aria-hidden': true,
} as const;

export function BagIcon() {
  return (
    <svg {...stroke}>
      <path d="M4 7h14l1 12H3L4 7Z" strokeLinejoin="round" />
      <path d="M7.5 9V5.5a3.5 3.5 0 0 1 7 0V9" />
    </svg>
  );
}

export function PersonIcon() {
  return (
    <svg {...stroke}>
      <circle cx="11" cy="7.5" r="3.6" />
      <path d="M3.5 19c.8-4 3.9-6 7.5-6s6.7 2 7.5 6" strokeLinecap="round" />
    </svg>
  );
}

export function CheckIcon() {
  return (
    <svg {...stroke}>
      <path d="M4 11.5l4.5 4.5L18 6.5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
