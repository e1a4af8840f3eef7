import { Button, Heading, Hr, Img, Link, Row, Column, Text } from '@react-email/components';
import type { CSSProperties, ReactNode } from 'react';
import { useDress } from './dress.ts';
import type { FigureRow } from './figures.ts';

/** A surface: mail programs keep the padding of a table's cell, of hardly anything else. */
export function Box({
  children,
  className,
  style,
}: {
  children: ReactNode;
  className: string;
  style: CSSProperties;
}) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} border={0}>
      <tbody>
        <tr>
          <td className={className} style={style}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

export function MailHeading({ children }: { children: ReactNode }) {
  return (
    <Heading className="heading ink" style={useDress().styles.heading}>
      {children}
    </Heading>
  );
}

export function MailText({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={useDress().styles.text}>
      {children}
    </Text>
  );
}

/** What is said by the way. */
export function MailNote({ children }: { children: ReactNode }) {
  return (
    <Text className="soft" style={useDress().styles.note}>
      {children}
    </Text>
  );
}

/** The one thing to do. */
export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <div style={{ margin: '26px 0 8px' }}>
      <Button className="button" href={href} style={useDress().styles.button}>
        {children}
      </Button>
    </div>
  );
}

export function MailLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="link" href={href} style={useDress().styles.link}>
      {children}
    </Link>
  );
}

export function MailRule() {
  return <Hr className="rule" style={useDress().styles.rule} />;
}

/** Some lines that belong together, such as an address, under what they are. */
export function MailPanel({ label, lines }: { label: string; lines: readonly ReactNode[] }) {
  const { styles } = useDress();
  return (
    <div style={{ margin: '26px 0 0' }}>
      <Box className="panel" style={styles.panel}>
        <Text className="soft" style={styles.label}>
          {label}
        </Text>
        {lines.map((line, index) => (
          <Text key={index} className="ink" style={styles.line}>
            {line}
          </Text>
        ))}
      </Box>
    </div>
  );
}

export interface MailItem {
  key: string;
  title: string;
  detail: string;
  amount?: string;
  pictureUrl?: string | undefined;
}

/** Products, one below the other, with their pictures if there are any. */
export function MailItems({ items }: { items: readonly MailItem[] }) {
  const { styles } = useDress();
  const hasPictures = items.some(({ pictureUrl }) => pictureUrl !== undefined);
  return items.map(({ key, title, detail, amount, pictureUrl }) => (
    <Row key={key} style={{ marginBottom: 14 }}>
      {hasPictures && (
        <Column style={{ paddingRight: 18, verticalAlign: 'top', width: 64 }}>
          {pictureUrl && <Img src={pictureUrl} alt="" width="64" style={styles.picture} />}
        </Column>
      )}
      <Column style={{ verticalAlign: 'top' }}>
        <Text className="ink" style={styles.strong}>
          {title}
        </Text>
        <Text className="soft" style={styles.soft}>
          {detail}
        </Text>
      </Column>
      {amount !== undefined && (
        <Column align="right" style={{ paddingLeft: 16, verticalAlign: 'top', whiteSpace: 'nowrap' }}>
          <Text className="ink" style={styles.strong}>
            {amount}
          </Text>
        </Column>
      )}
    </Row>
  ));
}

/** What a total is made of, with the total and what is to be said of it below. */
export function MailFigures({
  rows,
  total,
  notes = [],
}: {
  rows: readonly FigureRow[];
  total: FigureRow;
  notes?: readonly string[];
}) {
  const { styles } = useDress();
  return (
    <>
      {rows.map((row, index) => (
        <Figure key={index} row={row} style={styles.line} />
      ))}
      <div style={{ marginTop: 10 }}>
        <Figure row={total} style={styles.total} />
      </div>
      {notes.map((note) => (
        <Text key={note} className="soft" style={{ ...styles.soft, textAlign: 'right' }}>
          {note}
        </Text>
      ))}
    </>
  );
}

function Figure({ row: [label, amount], style }: { row: FigureRow; style: CSSProperties }) {
  return (
    <Row>
      <Column style={{ verticalAlign: 'top' }}>
        <Text className="ink" style={style}>
          {label}
        </Text>
      </Column>
      <Column align="right" style={{ paddingLeft: 16, verticalAlign: 'top', whiteSpace: 'nowrap' }}>
        <Text className="ink" style={style}>
          {amount}
        </Text>
      </Column>
    </Row>
  );
}
