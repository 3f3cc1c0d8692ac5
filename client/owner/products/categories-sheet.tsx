import { TextInput } from '@mantine/core';
import { IconCheck, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { sentenceFor, useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import styles from './categories-sheet.module.css';
import { type Category, number, useCatalogueChanged, useCategories } from './use-products.ts';

/** Renames, adds and removes categories; a removed one leaves its products without. */
export function CategoriesSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('products');
  const { t: owner } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const changed = useCatalogueChanged();
  const categories = useCategories();
  const [name, setName] = useState('');
  const add = useMutation(
    trpc.catalogue.categories.save.mutationOptions({
      onSuccess: () => {
        setName('');
        return changed();
      },
    }),
  );
  return (
    <Sheet title={t('manage.title')} closeLabel={owner('form.close')} placement="side" onClose={onClose}>
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') add.mutate({ name: name.trim() });
        }}
      >
        <TextInput
          label={t('manage.new')}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={add.isError && sentenceFor(add.error, language)}
        />
        <Button type="submit" busy={add.isPending} icon={<IconPlus size={20} aria-hidden="true" />}>
          {t('manage.add')}
        </Button>
      </form>
      {categories.data?.length === 0 && <p>{t('manage.none')}</p>}
      <ul className={styles.list}>
        {categories.data?.map((category) => (
          <CategoryLine key={category.id} category={category} />
        ))}
      </ul>
    </Sheet>
  );
}

function CategoryLine({ category }: { category: Category }) {
  const { t } = useTranslation('products');
  const language = useLanguage();
  const trpc = useTRPC();
  const changed = useCatalogueChanged();
  const fail = useFailure();
  const [name, setName] = useState(category.name);
  const save = useMutation(trpc.catalogue.categories.save.mutationOptions({ onSuccess: changed }));
  const remove = useMutation(
    trpc.catalogue.categories.remove.mutationOptions({
      onSuccess: ({ products }) => {
        const values = { name: category.name, count: products, total: number(products) };
        showToast({ message: t('manage.removed', values) });
        return changed();
      },
      onError: fail,
    }),
  );
  const wanted = name.trim();
  return (
    <li>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted !== '' && wanted !== category.name) save.mutate({ id: category.id, name: wanted });
        }}
      >
        <TextInput
          aria-label={t('manage.name')}
          description={t('manage.products', { count: category.products, total: number(category.products) })}
          inputWrapperOrder={['input', 'description', 'error']}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={save.isError && sentenceFor(save.error, language)}
        />
        {wanted !== '' && wanted !== category.name ? (
          <IconButton type="submit" aria-label={t('manage.save', { name: wanted })}>
            <IconCheck size={20} aria-hidden="true" />
          </IconButton>
        ) : (
          <IconButton
            aria-label={t('manage.remove', { name: category.name })}
            onClick={() => remove.mutate({ id: category.id })}
          >
            <IconTrash size={20} aria-hidden="true" />
          </IconButton>
        )}
      </form>
    </li>
  );
}
