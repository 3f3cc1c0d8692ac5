import { gtinCheckDigit } from '../../shared/barcode.ts';
import type { TaxClass } from '../../shared/sync/sale-record.ts';
import type { Motif } from './motifs.ts';
import type { PictureKind, PictureLook } from './pictures.ts';

/** One product of the demo shop. Brands are invented; the barcodes' company number belongs to nobody we know of. */
export type DemoProduct = {
  sku: string;
  barcode: string;
  name: string;
  category: string;
  unit: string;
  /** Integer rupiah. */
  price: number;
  /** Integer rupiah. */
  cost: number;
  taxClass: TaxClass;
  /** Whole units on hand when the shop opens. */
  openingStock: number;
  picture: PictureLook;
};

/** In the order in which the till shows them. */
export const demoCategories = [
  'Minuman',
  'Mie & Instan',
  'Camilan',
  'Susu & Roti',
  'Sembako',
  'Kebersihan',
  'Perawatan Diri',
  'Alat Tulis',
] as const;

/** EAN-13 of its first twelve digits. */
export function ean13(twelveDigits: string): string {
  if (!/^\d{12}$/.test(twelveDigits)) throw new Error(`not twelve digits: ${twelveDigits}`);
  return `${twelveDigits}${gtinCheckDigit(twelveDigits)}`;
}

type Category = (typeof demoCategories)[number];
type Row = [
  name: string,
  unit: string,
  price: number,
  cost: number,
  openingStock: number,
  look: `${PictureKind} ${Motif} ${string}`,
  taxClass?: TaxClass,
];

/** The look is kind, motif, and the colours of the body, the label and the ink on it. */
const shelves: [prefix: string, category: Category, rows: Row[]][] = [
  [
    'MNM',
    'Minuman',
    [
      ['Telagawana Air Mineral 600 ml', 'botol', 3_500, 2_300, 96, 'bottle drop #bfe3f5 #1f7fc0 #ffffff'],
      ['Telagawana Air Mineral 1,5 L', 'botol', 6_500, 4_600, 48, 'bigBottle drop #bfe3f5 #1565a6 #ffffff'],
      ['Teh Lembayu Melati 350 ml', 'botol', 4_500, 3_200, 72, 'bottle flower #b5651d #1f7a3d #ffffff'],
      ['Teh Lembayu Kotak 250 ml', 'kotak', 3_500, 2_500, 80, 'carton leaf #2e9e4f #f7d774 #1f6b35'],
      ['Jeruk Kirana 350 ml', 'botol', 6_000, 4_300, 60, 'bottle citrus #ff9a1f #fff3d6 #f07c00'],
      ['Kopi Wanara Susu 220 ml', 'kaleng', 8_500, 6_400, 48, 'can bean #5b3a29 #e9d3b4 #5b3a29'],
      ['Soda Byar Stroberi 330 ml', 'kaleng', 7_000, 5_100, 48, 'can strawberry #e0304e #ffffff #e0304e'],
      ['Soda Byar Lemon 330 ml', 'kaleng', 7_000, 5_100, 48, 'can citrus #b6d433 #ffffff #7fa312'],
      ['Isotonik Lajoo 500 ml', 'botol', 7_500, 5_600, 60, 'bottle bolt #dff1fb #2447b8 #ffd23f'],
      ['Kelapa Muda Wulan 250 ml', 'kotak', 7_000, 5_200, 40, 'carton coconut #5fbf5a #ffffff #5a3d22'],
    ],
  ],
  [
    'MIE',
    'Mie & Instan',
    [
      ['Mie Gempita Goreng 85 g', 'bungkus', 3_200, 2_650, 200, 'pack bowl #e8402a #ffd23f #b3230f'],
      [
        'Mie Gempita Ayam Bawang 75 g',
        'bungkus',
        3_100,
        2_550,
        200,
        'pack drumstick #f5b400 #fff6d9 #b05a00',
      ],
      ['Mie Gempita Soto 75 g', 'bungkus', 3_100, 2_550, 160, 'pack leaf #3f9e45 #f4f7c4 #2d7a33'],
      ['Mie Gempita Cup Kari 75 g', 'cup', 6_500, 5_100, 60, 'cup chili #d9772a #fff1d0 #c22e15'],
      ['Bihun Sorai Goreng 70 g', 'bungkus', 3_500, 2_800, 80, 'pack shrimp #7a4fb5 #efe2ff #e0563f'],
      ['Bubur Paginda Ayam 45 g', 'cup', 5_500, 4_200, 40, 'cup drumstick #f2c94c #ffffff #b8651b'],
      ['Sarden Samudi Saus Tomat 155 g', 'kaleng', 11_500, 9_400, 36, 'tin fish #c9252d #ffe08a #1d4e89'],
    ],
  ],
  [
    'CML',
    'Camilan',
    [
      [
        'Keripik Singkong Renyahna Balado 120 g',
        'bungkus',
        11_000,
        8_200,
        40,
        'bag chili #f08a24 #fff0cf #d3261a',
      ],
      [
        'Keripik Kentang Papilo Rumput Laut 68 g',
        'bungkus',
        11_500,
        8_800,
        40,
        'bag wave #1f8a5b #eaf7d0 #14633f',
      ],
      ['Kacang Kulit Mbok Surti 200 g', 'bungkus', 14_500, 11_200, 30, 'bag nut #d8342c #ffe9b8 #b8762f'],
      ['Biskuit Manarasa Kelapa 225 g', 'bungkus', 9_500, 7_300, 36, 'box coconut #3566b8 #fbe3b5 #6b4423'],
      ['Wafer Lapisa Cokelat 48 g', 'pcs', 3_000, 2_200, 100, 'bar squares #6b3f2a #ffcf5c #6b3f2a'],
      ['Cokelat Nibang Susu 60 g', 'pcs', 12_500, 9_600, 48, 'bar heart #4b2a7b #e9d8ff #4b2a7b'],
      ['Permen Mintara Daun Mint 120 g', 'bungkus', 8_000, 5_900, 50, 'bag leaf #bfeadb #ffffff #12906a'],
      ['Kerupuk Udang Pesisiran 250 g', 'bungkus', 13_000, 9_900, 24, 'bag shrimp #fde3a7 #e85d3f #ffffff'],
      ['Stik Keju Kriukana 90 g', 'kaleng', 15_500, 11_900, 24, 'canister cheese #f3a712 #fff4cf #e07b00'],
    ],
  ],
  [
    'SSR',
    'Susu & Roti',
    [
      [
        'Susu UHT Padangrumput Cokelat 250 ml',
        'kotak',
        6_500,
        5_200,
        80,
        'carton squares #7b4a2d #ffe9d1 #5b3420',
      ],
      [
        'Susu UHT Padangrumput Full Cream 1 L',
        'kotak',
        19_500,
        16_300,
        36,
        'gable drop #ffffff #2f6fd0 #ffffff',
      ],
      ['Kental Manis Embunda 370 g', 'kaleng', 12_500, 10_300, 48, 'tallTin flower #fff7e0 #d23b57 #ffffff'],
      [
        'Yoghurt Asamanis Stroberi 200 ml',
        'botol',
        8_000,
        6_100,
        30,
        'flask strawberry #ffa9bd #ffffff #e0304e',
      ],
      ['Roti Tawar Fajarina 8 lembar', 'bungkus', 16_000, 12_800, 15, 'loaf sun #d99a4e #fff1d6 #e8940a'],
      ['Roti Sobek Fajarina Cokelat', 'bungkus', 9_500, 7_200, 18, 'buns squares #b9743a #fbe6c6 #5b3420'],
      ['Keju Gunung Salira 165 g', 'kotak', 22_000, 18_200, 24, 'flatBox cheese #1c8fb0 #ffe37a #e39b00'],
    ],
  ],
  [
    'SBK',
    'Sembako',
    [
      [
        'Beras Sawahluh Pulen 5 kg',
        'karung',
        74_000,
        67_500,
        20,
        'sack grain #f7f1df #2a8a48 #ffffff',
        'exempt',
      ],
      [
        'Gula Pasir Manisya 1 kg',
        'bungkus',
        17_500,
        15_600,
        40,
        'bag star #ffffff #2f7fd1 #ffffff',
        'exempt',
      ],
      ['Minyak Goreng Surya Wening 1 L', 'pouch', 18_900, 16_700, 48, 'pouch sun #f6c631 #fff7d6 #e58a00'],
      [
        'Minyak Goreng Surya Wening 2 L',
        'jeriken',
        36_500,
        32_800,
        24,
        'jerrycan sun #f2b91f #d9402b #ffffff',
      ],
      ['Tepung Terigu Awanda 1 kg', 'bungkus', 13_000, 10_900, 30, 'bag grain #f3ead8 #c23b3b #ffffff'],
      [
        'Garam Lautan Wangsa 250 g',
        'bungkus',
        3_500,
        2_300,
        60,
        'bag wave #e6f2fa #17549b #ffffff',
        'exempt',
      ],
      [
        'Telur Ayam Negeri 10 butir',
        'pak',
        27_000,
        24_300,
        20,
        'eggs star #e7a977 #b9b2a3 #ffffff',
        'exempt',
      ],
      ['Kecap Manis Legamanis 275 ml', 'botol', 12_000, 9_500, 36, 'sauce star #33201a #e8402a #ffd23f'],
      ['Saus Sambal Geniwa 275 ml', 'botol', 13_500, 10_700, 36, 'sauce chili #d3261a #ffe08a #d3261a'],
    ],
  ],
  [
    'KBR',
    'Kebersihan',
    [
      ['Detergen Buihsari 800 g', 'bungkus', 19_000, 15_600, 30, 'bag bubbles #2b62c9 #e3f0ff #2b62c9'],
      [
        'Sabun Cuci Piring Kinclara 450 ml',
        'pouch',
        9_500,
        7_300,
        36,
        'pouch citrus #8ac926 #f3ffd9 #5f9e0a',
      ],
      [
        'Pembersih Lantai Lantara Pinus 770 ml',
        'botol',
        14_500,
        11_400,
        24,
        'jug pine #1d7f5f #e2f5e9 #1d7f5f',
      ],
      [
        'Pelembut Pakaian Harumela 800 ml',
        'pouch',
        13_000,
        10_000,
        24,
        'pouch flower #d86fb0 #ffeaf7 #b83d8b',
      ],
      ['Tisu Gulung Awanhalus isi 4', 'pak', 14_000, 10_900, 30, 'rolls cloud #f4f6fb #7fb0e6 #ffffff'],
      ['Spons Cuci Gosoka', 'pcs', 4_000, 2_600, 40, 'sponge bubbles #ffd84d #2f9a58 #e0a800'],
    ],
  ],
  [
    'PRD',
    'Perawatan Diri',
    [
      ['Sabun Mandi Melurian 85 g', 'pcs', 4_500, 3_400, 72, 'flatBox flower #f6a8c0 #ffffff #d9497a'],
      [
        'Sampo Rambutia Lidah Buaya 170 ml',
        'botol',
        24_500,
        19_800,
        24,
        'shampoo leaf #2fa084 #eafff5 #157a5f',
      ],
      ['Pasta Gigi Gigira Mint 120 g', 'pcs', 13_500, 10_600, 36, 'tube tooth #ffffff #12a5a0 #ffffff'],
      ['Sikat Gigi Gigira Lembut', 'pcs', 9_000, 6_400, 36, 'brush tooth #12a5a0 #ffffff #7fd6f0'],
      [
        'Tisu Wajah Awanhalus 50 lembar',
        'kotak',
        8_500,
        6_300,
        30,
        'tissueBox cloud #b79be0 #ffffff #7a57b8',
      ],
      ['Losion Kulina Bengkuang 100 ml', 'botol', 17_500, 13_900, 24, 'pump heart #fbe9dd #e88a6a #ffffff'],
      [
        'Minyak Kayu Putih Hangatara 60 ml',
        'botol',
        21_000,
        17_200,
        30,
        'flask leaf #3f9b54 #fff6c9 #2d7a33',
      ],
    ],
  ],
  [
    'ATK',
    'Alat Tulis',
    [
      ['Pulpen Goresa Hitam', 'pcs', 3_500, 2_200, 60, 'pen star #23262e #d9dee8 #e0304e'],
      ['Pensil Goresa 2B', 'pcs', 3_000, 1_900, 60, 'pencil star #f2b705 #e76f6f #2b2b2b'],
      ['Buku Tulis Lembarina 38 lembar', 'pcs', 5_500, 3_900, 80, 'notebook star #2f7fd1 #ffffff #2f7fd1'],
      ['Penghapus Goresa Putih', 'pcs', 2_500, 1_500, 50, 'eraser star #ffffff #1d6fc4 #ffffff'],
      ['Lem Kertas Rekatara 21 g', 'pcs', 6_500, 4_700, 40, 'glue star #ffffff #e8402a #ffd23f'],
    ],
  ],
];

/** The sixty products of the demo shop. */
export const demoProducts: readonly DemoProduct[] = shelves.flatMap(([prefix, category, rows], shelf) =>
  rows.map(([name, unit, price, cost, openingStock, look, taxClass = 'standard'], at) => {
    const [kind, motif, body = '', label = '', ink = ''] = look.split(' ') as [
      PictureKind,
      Motif,
      ...string[],
    ];
    return {
      sku: `${prefix}-${String(at + 1).padStart(3, '0')}`,
      barcode: ean13(`8999900${shelf + 1}${String((at + 1) * 37).padStart(4, '0')}`),
      name,
      category,
      unit,
      price,
      cost,
      taxClass,
      openingStock,
      picture: { kind, motif, body, label, ink },
    };
  }),
);
