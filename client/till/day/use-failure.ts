import { useTranslation } from 'react-i18next';
import { LocalError } from '../../local/types.ts';

/** Says what the device could not record; anything unexpected goes on. */
export function useFailure(): (error: unknown) => string {
  const { t } = useTranslation('day');
  return (error) => {
    if (error instanceof LocalError) return t(`failed.${error.code}`);
    throw error;
  };
}
