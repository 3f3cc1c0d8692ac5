import { PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { focusFirstError, refuseInForm } from '../form-rules.ts';
import styles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { useTRPC } from '../trpc.ts';
import type { Person } from './use-staff.ts';

const PIN = /^\d{4,8}$/;

/** A PIN for the tablets, typed twice: nobody can look it up afterwards. */
export function PinSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [problem, setProblem] = useState('');
  const form = useForm({
    initialValues: { pin: '', again: '' },
    validate: {
      pin: (pin) => (PIN.test(pin) ? null : t('staff.pinWrong')),
      again: (again, { pin }) => (again === pin ? null : t('staff.pinDiffers')),
    },
  });
  const setPin = useMutation(
    trpc.accounts.staff.setPin.mutationOptions({
      onSuccess: async (_, { pin }) => {
        showToast({ message: pin === null ? t('staff.pinRemoved') : t('staff.pinSaved'), tone: 'ok' });
        onClose();
        await queries.invalidateQueries(trpc.accounts.staff.pathFilter());
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  const digits = {
    inputMode: 'numeric',
    autoComplete: 'new-password',
    maxLength: 8,
    visibilityToggleButtonProps: { 'aria-label': t('form.showPassword'), tabIndex: 0 },
  } as const;
  return (
    <Sheet title={t('staff.pinTitle', { name: person.name })} closeLabel={t('form.close')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={form.onSubmit(({ pin }) => setPin.mutate({ id: person.id, pin }), focusFirstError(form))}
      >
        <p className={styles.hint}>{t('staff.pinRule')}</p>
        <PasswordInput label={t('staff.pin')} data-autofocus {...digits} {...form.getInputProps('pin')} />
        <PasswordInput label={t('staff.pinAgain')} {...digits} {...form.getInputProps('again')} />
        <FormProblem>{problem}</FormProblem>
        <div className={styles.buttons}>
          {person.hasPin && (
            <Button
              size={56}
              busy={setPin.isPending}
              onClick={() => setPin.mutate({ id: person.id, pin: null })}
            >
              {t('staff.removePin')}
            </Button>
          )}
          <Button type="submit" variant="primary" size={56} busy={setPin.isPending}>
            {t('form.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
