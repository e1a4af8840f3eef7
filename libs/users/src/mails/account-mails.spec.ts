import { describe, expect, it } from '@jest/globals';
import { brandSample, germanBrandSample } from '@tradewind/stores';
import { resetPassword } from './reset-password.email.tsx';
import { staffInvitation } from './staff-invitation.email.tsx';
import { verifyAddress } from './verify-address.email.tsx';

const link = 'https://lumen.example/somewhere?token=secret';
const invitation = {
  brand: brandSample(),
  role: 'support',
  invitedBy: 'Maya Okafor',
  link,
  expiresInDays: 7,
} as const;

describe('the e-mails about accounts', () => {
  it('lead to their link, with a button, in words to copy and in plain text', async () => {
    const about = { brand: brandSample(), name: 'Ann Other', link };
    for (const mail of [
      await verifyAddress({ ...about, expiresInDays: 7 }),
      await resetPassword({ ...about, expiresInHours: 24 }),
      await staffInvitation(invitation),
    ]) {
      expect(mail.html.split(`href="${link}"`)).toHaveLength(3);
      expect(mail.html).toContain(`>${link}</a>`);
      expect(mail.text).toContain(`: ${link}\n`);
      expect(mail.subject).toContain('Lumen Prints');
    }
  });

  it('say how long their link works', async () => {
    const about = { name: 'Ann Other', link };
    const [brand, german] = [brandSample(), germanBrandSample()];
    expect((await verifyAddress({ ...about, brand, expiresInDays: 7 })).text).toContain('works for 7 days.');
    expect((await verifyAddress({ ...about, brand: german, expiresInDays: 7 })).text).toContain(
      'gilt 7 Tage.',
    );
    expect((await resetPassword({ ...about, brand, expiresInHours: 1 })).text).toContain('for one hour.');
    expect((await resetPassword({ ...about, brand: german, expiresInHours: 1 })).text).toContain(
      'für eine Stunde.',
    );
    expect((await staffInvitation({ ...invitation, brand: german })).text).toContain('für 7 Tage.');
  });

  it('say what somebody is invited to, and by whom', async () => {
    const { text, html } = await staffInvitation({ ...invitation, role: 'owner' });
    for (const content of [text, html]) {
      expect(content).toContain('Maya Okafor invites you to work at Lumen Prints.');
      expect(content).toContain('As an owner');
    }
  });

  it('greet by name, but carry no stranger’s address to others', async () => {
    const to = (name: string) =>
      verifyAddress({ brand: brandSample(), name, link, expiresInDays: 7 }).then(
        ({ subject, html, text }) => subject + html + text,
      );
    expect(await to('Ann Other')).toContain('Welcome, Ann Other.');
    for (const name of ['Win 1000 EUR at evil.example', 'https://evil.example', 'call me@evil.example']) {
      expect(await to(name)).not.toMatch(/evil/);
    }
    expect(await to('{{7*7}} ${7*7} <%= 7*7 %>')).not.toContain('49');
    expect(await to('<b onclick=x>Ann')).toContain('Welcome, &lt;b onclick=x&gt;Ann.');
  });
});
