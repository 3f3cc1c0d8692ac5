import { IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import form from '../frame/form.module.css';
import { ProductPicker } from '../products/product-picker.tsx';
import rows from './rows.module.css';
import { useProductNames } from './use-product-names.ts';
import type { EditorProps } from './use-settings-draft.ts';

/** What stands in front at the till, in this order. */
export function FavouritesEditor({ settings: { favourites }, set }: EditorProps) {
  const { t } = useTranslation('rules');
  const names = useProductNames(favourites.map(({ id }) => id));
  return (
    <>
      <p className={form.hint}>{favourites.length === 0 ? t('favourites.none') : t('favourites.hint')}</p>
      <ol className={rows.found}>
        {favourites.map((one, at) => {
          const name = names.get(one.id) ?? t('favourites.unknown');
          return (
            <li key={one.id} className={rows.row}>
              <span className={rows.name}>{name}</span>
              <span>
                <IconButton
                  aria-label={t('favourites.up', { name })}
                  disabled={at === 0}
                  onClick={() => {
                    const others = favourites.filter(({ id }) => id !== one.id);
                    set({ favourites: [...others.slice(0, at - 1), one, ...others.slice(at - 1)] });
                  }}
                >
                  <IconArrowUp size={22} aria-hidden="true" />
                </IconButton>
                <IconButton
                  aria-label={t('remove', { name })}
                  onClick={() => set({ favourites: favourites.filter(({ id }) => id !== one.id) })}
                >
                  <IconTrash size={22} aria-hidden="true" />
                </IconButton>
              </span>
            </li>
          );
        })}
      </ol>
      <ProductPicker
        label={t('add')}
        onPick={({ id }) =>
          !favourites.some((one) => one.id === id) && set({ favourites: [...favourites, { id }] })
        }
      />
    </>
  );
}
