import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { MAX_NOTE_LENGTH } from '../cart.ts';
import styles from './quantity-sheet.module.css';

/** A few words for the receipt, on a line or on the whole sale. */
export function NoteSheet({
  title,
  label,
  note,
  onSave,
  onClose,
}: {
  title: string;
  label: string;
  note: string;
  onSave: (note: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('till');
  const { t: common } = useTranslation();
  const [text, setText] = useState(note);
  const left = MAX_NOTE_LENGTH - text.length;

  function submit(event: FormEvent) {
    event.preventDefault();
    onSave(text.trim());
  }

  return (
    <Sheet title={title} closeLabel={common('close')} onClose={onClose} className={styles.sheet}>
      <form onSubmit={submit} className={styles.form}>
        <Field label={label} hint={left <= 50 ? t('cart.noteLeft', { count: left }) : undefined}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              maxLength={MAX_NOTE_LENGTH}
              placeholder={t('cart.notePlaceholder')}
              data-testid="note-input"
              // biome-ignore lint/a11y/noAutofocus: the sheet was opened to type
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" variant="primary" size={56} wide data-testid="note-save">
          {common('save')}
        </Button>
      </form>
    </Sheet>
  );
}
