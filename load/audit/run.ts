/** `npm run audit`: holds the books of the running shop against every invariant. */

// The steps that orders may take are in the contracts, which are compiled when the shop is started.
const { main } = await import('./command.ts').catch((error: unknown) => {
  console.error(
    `\nThe libraries are not built, or long ago. Start the shop first: npm start\n\n${String(error)}\n`,
  );
  process.exit(2);
});
process.exit(await main(process.argv.slice(2)));
