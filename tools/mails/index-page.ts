export interface Preview {
  /** Such as "order-confirmation". */
  name: string;
  when: string;
  /** Whose mail it is: "lumen-en". */
  slug: string;
  subject: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A list of all mails, and the one that was chosen beside it: as wide as a desk has it, or as a phone. */
export function indexPage(previews: readonly Preview[]): string {
  const mails = [...Map.groupBy(previews, ({ name }) => name).values()];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>E-mails of Tradewind</title>
<style>
  body { display: grid; grid-template-columns: 22rem 1fr; height: 100vh; margin: 0; font: 15px/1.5 system-ui, sans-serif; }
  nav { overflow: auto; padding: 1.5rem; border-right: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  h1 { font-size: 1.2rem; margin: 0 0 .5rem; } h2 { font-size: 1rem; margin: 1.4rem 0 0; } p { margin: .2rem 0 .4rem; opacity: .75; }
  a { display: inline-block; margin-right: .8rem; } iframe { width: 100%; height: 100%; border: 0; justify-self: center; }
  #phone:checked ~ iframe { width: 390px; } label { padding: .4rem 1rem; } main { display: grid; grid-template-rows: auto 1fr; }
  #phone { position: absolute; opacity: 0; } #phone:focus-visible + label { outline: 2px solid; } #phone:checked + label { font-weight: bold; }
</style>
<nav>
  <h1>E-mails</h1>
  <p>Light or dark is what your browser says.</p>
${mails.map(section).join('\n')}
</nav>
<main>
  <input type="checkbox" id="phone"><label for="phone">As wide as a phone</label>
  <iframe name="mail" title="The mail" src="${escaped(`${previews[0]?.slug}/${previews[0]?.name}.html`)}"></iframe>
</main>
</html>
`;
}

const section = (of: readonly Preview[]): string => `  <section>
    <h2>${escaped(of[0]?.name.replaceAll('-', ' ') ?? '')}</h2>
    <p>${escaped(of[0]?.when ?? '')}.</p>
${of.map(link).join('\n')}
  </section>`;

const link = ({ slug, name, subject }: Preview): string =>
  `    <a target="mail" href="${slug}/${name}.html" title="${escaped(subject)}">${slug}</a><a target="mail" href="${slug}/${name}.txt">text</a><br>`;
