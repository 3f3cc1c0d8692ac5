import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { SECTIONS, type SectionKey } from './sections.ts';
import styles from './settings-page.module.css';
import { type SettingsShown, useSettingsDraft } from './use-settings-draft.ts';

type SettingsSheetProps = {
  section: SectionKey;
  shown: SettingsShown;
  outletId: string | undefined;
  onClose: () => void;
};

/** One part of the settings; nothing holds before it is saved. */
export function SettingsSheet({ section, shown, outletId, onClose }: SettingsSheetProps) {
  const { t } = useTranslation('rules');
  const { t: owner } = useTranslation('owner');
  const draft = useSettingsDraft(shown, outletId, onClose);
  const { names, Editor } = SECTIONS[section];
  const isSaid = names.some((name) => draft.sections[name] !== undefined);
  return (
    <Sheet
      title={t(`sections.${section}`)}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
      footer={
        <div className={styles.buttons}>
          <FormProblem>{draft.problem?.text ?? ''}</FormProblem>
          {draft.problem?.stale && <Button onClick={() => void draft.reload()}>{t('reload')}</Button>}
          <Button
            variant="primary"
            size={56}
            wide
            busy={draft.isSaving}
            onClick={draft.submit}
            data-testid="settings-save"
          >
            {t('save')}
          </Button>
        </div>
      }
    >
      <div className={form.form}>
        <Editor settings={draft.settings} set={draft.set} />
        {isSaid && (
          <Button onClick={() => draft.forget(names)}>{outletId ? t('followShop') : t('follow')}</Button>
        )}
      </div>
    </Sheet>
  );
}
