import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { timeOfDay } from '../times.ts';
import { CopyField } from './copy-field.tsx';
import form from './form.module.css';

type ResetLinkSheetProps = {
  name: string;
  link: { path: string; expiresAt: number };
  onClose: () => void;
};

/** The one-time link with which a person chooses a password, to be handed over by hand. */
export function ResetLinkSheet({ name, link, onClose }: ResetLinkSheetProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  return (
    <Sheet
      title={t('staff.linkTitle', { name })}
      closeLabel={t('form.close')}
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('devices.done')}
        </Button>
      }
    >
      <div className={form.form}>
        <p>{t('staff.linkHint', { time: timeOfDay(link.expiresAt, language) })}</p>
        <CopyField label={t('staff.link')} value={`${location.origin}${link.path}`} />
      </div>
    </Sheet>
  );
}
