import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import form from '../frame/form.module.css';
import type { Connection } from './hub-types.ts';
import { ReplaceKeysForm } from './keys-step.tsx';
import { TestOutcome } from './test-outcome.tsx';
import type { TestShown } from './use-tests.ts';

type ReplaceKeysSheetProps = { connection: Connection; onClose: () => void };

/** New keys in place of the stored ones; how the test went stays in view when they did not pass. */
export function ReplaceKeysSheet({ connection, onClose }: ReplaceKeysSheetProps) {
  const { t } = useTranslation('integrations');
  const { t: owner } = useTranslation('owner');
  const [test, setTest] = useState<TestShown | null>(null);
  return (
    <Sheet
      title={t('settings.replaceTitle', { label: connection.label })}
      closeLabel={owner('form.close')}
      onClose={onClose}
      placement="side"
    >
      <div className={form.form}>
        {test && <TestOutcome test={test} />}
        <ReplaceKeysForm
          connection={connection}
          onTested={(result) => {
            if (result.kept) return setTest(result);
            showToast({ message: t('settings.replaced'), tone: 'ok' });
            onClose();
          }}
        />
      </div>
    </Sheet>
  );
}
