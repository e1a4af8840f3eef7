/** `npm run doctor`: what is missing or wrong on this machine, and how to mend it. */
import { checks } from './doctor/checks.ts';
import { bold, dim, green, red } from './services/steps.ts';

let wrong = 0;
for (const { name, look } of checks) {
  const finding = await look();
  const isWrong = finding.cure !== undefined && !finding.isOnlyNotice;
  const mark = isWrong ? red('✘') : finding.cure ? '!' : green('✔');
  console.log(`  ${mark} ${bold(name.padEnd(22))} ${finding.found}`);
  if (finding.cure) console.log(`${' '.repeat(27)}${dim(finding.cure)}`);
  if (isWrong) wrong++;
}
console.log(
  wrong === 0 ? '\nNothing is wrong.' : `\n${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`,
);
process.exit(wrong === 0 ? 0 : 1);
