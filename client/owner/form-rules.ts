import { useTranslation } from 'react-i18next';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../../shared/password-length.ts';
import type { Language } from '../app/preferences.ts';
import { refusalOf, sentenceFor } from './trpc.ts';

/** Checks made before anything is sent; the server makes them again. Each answers the sentence, or null. */
export function useFormRules() {
  const { t } = useTranslation('owner');
  const required = (value: string) => (value.trim() === '' ? t('form.required') : null);
  return {
    required,
    email: (value: string) => required(value) ?? (isEmail(value) ? null : t('form.email')),
    emailOrNone: (value: string) => (value.trim() === '' || isEmail(value) ? null : t('form.email')),
    password: (value: string) => {
      if (value.length < MIN_PASSWORD_LENGTH) return t('form.passwordShort', { min: MIN_PASSWORD_LENGTH });
      if (value.length > MAX_PASSWORD_LENGTH) return t('form.passwordLong', { max: MAX_PASSWORD_LENGTH });
      return null;
    },
    outletCode: (value: string) =>
      required(value) ?? (/^[A-Za-z0-9]{2,6}$/.test(value.trim()) ? null : t('form.outletCode')),
  };
}

function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim());
}

/** What these helpers need of any form of the library. */
interface AnyForm {
  values: object;
  setFieldError(field: string, sentence: string): void;
  getInputNode<Node extends HTMLElement>(field: string): Node | null;
}

/** Puts a refusal at its field; answers the sentence for the whole form when it belongs to none. */
export function refuseInForm(form: AnyForm, error: unknown, language: Language): string {
  const field = refusalOf(error)?.field;
  const sentence = sentenceFor(error, language);
  if (field === undefined || !(field in form.values)) return sentence;
  form.setFieldError(field, sentence);
  form.getInputNode(field)?.focus();
  return '';
}

/** The first field that is wrong takes the focus. */
export function focusFirstError(form: AnyForm) {
  return (errors: object) => {
    const [first] = Object.keys(errors);
    if (first !== undefined) form.getInputNode(first)?.focus();
  };
}
