const english = {
  number: 'Card number',
  expiry: 'Expiration date',
  expiryHint: 'MM / YY',
  cvc: 'Security code',
  cvcHint: 'CVC',
  test: 'Sandbox: no real money.',
  fill: 'Use test card 4242',
  incomplete_number: 'Your card number is incomplete.',
  incorrect_number: 'Your card number is invalid.',
  incomplete_expiry: "Your card's expiration date is incomplete.",
  invalid_expiry: "Your card's expiration date is in the past or not a date.",
  incomplete_cvc: "Your card's security code is incomplete.",
};

const german = {
  number: 'Kartennummer',
  expiry: 'Ablaufdatum',
  expiryHint: 'MM / JJ',
  cvc: 'Sicherheitscode',
  cvcHint: 'CVC',
  test: 'Testumgebung: kein echtes Geld.',
  fill: 'Testkarte 4242 verwenden',
  incomplete_number: 'Die Kartennummer ist unvollständig.',
  incorrect_number: 'Die Kartennummer ist ungültig.',
  incomplete_expiry: 'Das Ablaufdatum ist unvollständig.',
  invalid_expiry: 'Das Ablaufdatum liegt in der Vergangenheit oder ist ungültig.',
  incomplete_cvc: 'Der Sicherheitscode ist unvollständig.',
};

const french = {
  number: 'Numéro de carte',
  expiry: "Date d'expiration",
  expiryHint: 'MM / AA',
  cvc: 'Code de sécurité',
  cvcHint: 'CVC',
  test: "Bac à sable : pas d'argent réel.",
  fill: 'Utiliser la carte de test 4242',
  incomplete_number: 'Le numéro de carte est incomplet.',
  incorrect_number: "Le numéro de carte n'est pas valide.",
  incomplete_expiry: "La date d'expiration est incomplète.",
  invalid_expiry: "La date d'expiration est passée ou n'est pas valide.",
  incomplete_cvc: 'Le code de sécurité est incomplet.',
};

const languages = { en: english, de: german, fr: french };

/** The form's words in the language nearest to a locale such as `de-AT`. */
export function textsFor(locale) {
  const language = locale.split('-')[0];
  return Object.hasOwn(languages, language)
    ? { language, ...languages[language] }
    : { language: 'en', ...english };
}
