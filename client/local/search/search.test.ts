import { describe, expect, it } from 'vitest';
import { fold } from './fold.ts';
import { search, searchText } from './search.ts';

const PRODUCTS: [string, string[]][] = [
  ['Indomie Goreng', ['SKU-001', '8998866200301']],
  ['Mie Goreng Indofood Pedas', ['SKU-002', '8998866200318']],
  ['Kopi Kapal Api 165 g', ['KA165', '8991002101234']],
  ['Café Crème Susu', ['CC-9']],
  ['Teh Botol Sosro', ['TBS', '8996001600269']],
  ['Gula 165', ['GL', '165']],
];
const texts = PRODUCTS.map(([name, codes]) => searchText(name, codes));
const find = (query: string, limit = 10) =>
  search(texts, () => true, query, limit).map((index) => PRODUCTS[index]?.[0]);

describe('search', () => {
  it('finds every word, also in the middle of a word, in any order', () => {
    expect(find('domie')).toEqual(['Indomie Goreng']);
    expect(find('pedas domie')).toEqual([]);
    expect(find('pedas foo')).toEqual(['Mie Goreng Indofood Pedas']);
    expect(find('goreng teh')).toEqual([]);
  });

  it('puts the start of the name before the start of a word before the middle', () => {
    expect(find('mie')).toEqual(['Mie Goreng Indofood Pedas', 'Indomie Goreng']);
    expect(find('go')).toEqual(['Indomie Goreng', 'Mie Goreng Indofood Pedas']);
  });

  it('puts an exact SKU or barcode first, signs and case aside', () => {
    expect(find('165')[0]).toBe('Gula 165');
    expect(find('sku-002')).toEqual(['Mie Goreng Indofood Pedas']);
    expect(find('8996001600269')).toEqual(['Teh Botol Sosro']);
    expect(find('899600')).toEqual(['Teh Botol Sosro']);
  });

  it('forgives one typo only when nothing else is found', () => {
    expect(find('gorng')).toEqual(['Indomie Goreng', 'Mie Goreng Indofood Pedas']);
    expect(find('kpoi')).toEqual(['Kopi Kapal Api 165 g']);
    expect(find('bottol')).toEqual(['Teh Botol Sosro']);
    expect(find('8998866200399')).toEqual([]);
  });

  it('does not mind accents, signs and blanks', () => {
    expect(find('cafe  creme')).toEqual(['Café Crème Susu']);
    expect(fold('  TEH-botol  (dingin) ')).toBe('teh botol dingin');
    expect(fold('ＡＢＣ é')).toBe('abc e');
  });

  it('lists by name when nothing is asked, and nothing when only signs are', () => {
    expect(find('', 2)).toEqual(['Café Crème Susu', 'Gula 165']);
    expect(find('???')).toEqual([]);
  });

  it('skips what is not wanted', () => {
    expect(search(texts, (index) => index !== 0, 'goreng', 5)).toEqual([1]);
  });
});
