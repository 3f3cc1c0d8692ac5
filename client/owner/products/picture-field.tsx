import { IconPhoto, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { FormProblem } from '../frame/form-problem.tsx';
import { refusalOf, sentenceFor } from '../trpc.ts';
import styles from './picture-field.module.css';
import { sendBytes } from './plain-call.ts';
import { ProductPicture } from './product-picture.tsx';
import { resizePicture } from './resize-picture.ts';

interface PictureFieldProps {
  name: string;
  value: string | null;
  onChange: (pictureId: string | null) => void;
}

/** A product's picture: made small on this device, then sent. */
export function PictureField({ name, value, onChange }: PictureFieldProps) {
  const { t } = useTranslation('products');
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState('');
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const small = await resizePicture(file).catch(() => null);
      return small && (await sendBytes<{ id: string }>('/catalogue/pictures', small));
    },
    onSuccess: (stored) => {
      setProblem(stored ? '' : t('form.pictureFailed'));
      if (stored) onChange(stored.id);
    },
    onError: (error) => setProblem(refusalOf(error) ? t('form.pictureFailed') : sentenceFor(error, language)),
  });
  return (
    <fieldset className={styles.field}>
      <legend className="visually-hidden">{t('form.picture')}</legend>
      <ProductPicture pictureId={value} name={name} size={96} />
      <div className={styles.deeds}>
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // The same file may be chosen again after a failure.
            event.currentTarget.value = '';
            if (file) upload.mutate(file);
          }}
        />
        <Button
          busy={upload.isPending}
          icon={<IconPhoto size={20} aria-hidden="true" />}
          onClick={() => input.current?.click()}
        >
          {value ? t('form.changePicture') : t('form.choosePicture')}
        </Button>
        {value && (
          <IconButton aria-label={t('form.removePicture')} onClick={() => onChange(null)}>
            <IconTrash size={20} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <FormProblem>{problem}</FormProblem>
    </fieldset>
  );
}
