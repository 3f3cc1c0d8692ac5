import type { Ref } from 'react';
import { cleanText } from '../../shared/receipt/cells.ts';
import type { ReceiptBlock, ReceiptDocument, ReceiptItem } from '../../shared/receipt/document.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './receipt-paper.module.css';
import { BarSymbol, QrSymbol } from './symbol-svg.tsx';

export type ScreenPaper = '58' | '80' | 'a4';

/** A document as the customer sees it, on the screen and through the browser's print. */
export function ReceiptPaper({
  document,
  paper,
  logo,
  ref,
}: {
  document: ReceiptDocument;
  paper: ScreenPaper;
  /** address of the shop's logo */
  logo?: string | undefined;
  ref?: Ref<HTMLDivElement>;
}) {
  return (
    <div
      ref={ref}
      className={classNames(styles.paper, styles[`paper${paper}`])}
      lang={document.language}
      data-testid="receipt-paper"
      data-copy={document.copy}
    >
      {document.blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks never move
        <Block key={index} block={block} logo={logo} wide={paper === 'a4'} />
      ))}
    </div>
  );
}

function Block({ block, logo, wide }: { block: ReceiptBlock; logo: string | undefined; wide: boolean }) {
  switch (block.type) {
    case 'text':
      return (
        <p
          className={classNames(
            styles[block.align ?? 'left'],
            block.bold && styles.bold,
            block.size === 2 && styles.large,
          )}
        >
          <span className={block.invert ? styles.invert : undefined}>{cleanText(block.text)}</span>
        </p>
      );
    case 'row':
      return (
        <div className={classNames(styles.row, block.bold && styles.bold, block.size === 2 && styles.large)}>
          <span>{cleanText(block.left)}</span>
          <span>{cleanText(block.right)}</span>
        </div>
      );
    case 'items':
      return wide ? (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{block.head.item}</th>
              <th>{block.head.quantity}</th>
              <th>{block.head.unitPrice}</th>
              <th>{block.head.amount}</th>
            </tr>
          </thead>
          <tbody>
            {block.items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: items never move
              <TableItem key={index} item={item} />
            ))}
          </tbody>
        </table>
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: items never move
        block.items.map((item, index) => <Item key={index} item={item} />)
      );
    case 'rule':
      return <hr className={block.double ? styles.double : undefined} />;
    case 'space':
      return <div className={styles.space} />;
    case 'logo':
      return logo ? <img className={styles.logo} src={logo} alt="" /> : null;
    case 'qr':
      return (
        <div className={styles.center}>
          <QrSymbol data={block.data} className={styles.qr} />
          {block.caption && <p>{block.caption}</p>}
        </div>
      );
    case 'barcode':
      return (
        <div className={styles.center}>
          <BarSymbol symbology={block.symbology} data={block.data} className={styles.bars} />
          <p>{block.data}</p>
        </div>
      );
    case 'signatures':
      return (
        <div className={styles.signatures}>
          {block.labels.map((label) => (
            <span key={label}>{cleanText(label)}</span>
          ))}
        </div>
      );
    case 'cut':
      return <div className={styles.cut} />;
    default:
      return null;
  }
}

function Item({ item }: { item: ReceiptItem }) {
  return (
    <div className={styles.item}>
      <p>{cleanText(item.name)}</p>
      {item.notes.map((note) => (
        <p key={note} className={styles.note}>
          {cleanText(note)}
        </p>
      ))}
      <div className={classNames(styles.row, styles.note)}>
        <span>{item.unitPrice === '' ? item.quantity : `${item.quantity} x ${item.unitPrice}`}</span>
        <span>{item.amount}</span>
      </div>
      {item.discounts.map(({ label, amount }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: discounts never move
        <div key={index} className={classNames(styles.row, styles.note)}>
          <span>{cleanText(label)}</span>
          <span>{amount}</span>
        </div>
      ))}
    </div>
  );
}

function TableItem({ item }: { item: ReceiptItem }) {
  return (
    <>
      <tr>
        <td>
          {cleanText(item.name)}
          {item.notes.map((note) => (
            <p key={note} className={styles.note}>
              {cleanText(note)}
            </p>
          ))}
        </td>
        <td>{item.quantity}</td>
        <td>{item.unitPrice}</td>
        <td>{item.amount}</td>
      </tr>
      {item.discounts.map(({ label, amount }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: discounts never move
        <tr key={index}>
          <td colSpan={3} className={styles.note}>
            {cleanText(label)}
          </td>
          <td>{amount}</td>
        </tr>
      ))}
    </>
  );
}
