type OneOf<Key> = Key extends `${infer Stem}_other` ? `${Stem}_one` : never;

/**
 * The same texts in a language that knows a singular: every key of `Texts`, and `…_one` beside each `…_other`.
 * Indonesian is the original, so a text missing in English is a type error.
 */
export type Translated<Texts> = {
  [Key in keyof Texts | OneOf<keyof Texts>]: Key extends keyof Texts
    ? Texts[Key] extends string
      ? string
      : Translated<Texts[Key]>
    : string;
};
