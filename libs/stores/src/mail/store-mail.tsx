import { Body, Container, Head, Html, Img, Link, Preview, Text } from '@react-email/components';
import type { ReactNode } from 'react';
import type { Brand } from './brand.ts';
import { adaptiveCss, dressOf, MailDress } from './dress.ts';
import { footerWords } from './footer-words.ts';
import { Box } from './parts.tsx';

export interface StoreMailProps {
  brand: Brand;
  /** What mailboxes show beside the subject. */
  preview: string;
  /** Why somebody gets this mail, for the foot of it. */
  why: string;
  children: ReactNode;
}

/** The paper that a store writes on: its name or logo, its colour, and who it is at the foot. */
export function StoreMail({ brand, preview, why, children }: StoreMailProps) {
  const dress = dressOf(brand);
  const { styles } = dress;
  return (
    <MailDress value={dress}>
      <Html lang={brand.language}>
        <Head>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
          <title>{brand.name}</title>
          <style dangerouslySetInnerHTML={{ __html: adaptiveCss(brand).replace(/\s+/g, ' ') }} />
        </Head>
        <Body className="page" style={styles.page}>
          <Preview>{preview}</Preview>
          <Container style={styles.container}>
            <Box className="card" style={styles.card}>
              <Link href={brand.origin} className="ink" style={styles.name}>
                {brand.logoUrl ? (
                  <Img
                    className="logo"
                    src={brand.logoUrl}
                    alt={brand.name}
                    width="190"
                    style={styles.logo}
                  />
                ) : (
                  brand.name
                )}
              </Link>
              {children}
            </Box>
            <Footer brand={brand} why={why} style={dress} />
          </Container>
        </Body>
      </Html>
    </MailDress>
  );
}

function Footer({
  brand,
  why,
  style: { styles },
}: {
  brand: Brand;
  why: string;
  style: ReturnType<typeof dressOf>;
}) {
  return (
    <Box className="foot" style={{ padding: '22px 44px 0' }}>
      <Text className="soft" style={styles.footer}>
        {`${why} ${footerWords[brand.language].questions} `}
        <Link href={`mailto:${brand.supportEmail}`} className="soft" style={styles.footerLink}>
          {brand.supportEmail}
        </Link>
      </Text>
      <Text className="soft" style={styles.footer}>
        {[brand.legalName, ...brand.addressLines].join(' · ')}
      </Text>
    </Box>
  );
}
