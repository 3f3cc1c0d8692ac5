import { NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roleAtLeast } from '../../../shared/roles.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import { focusFirstError, refuseInForm, useFormRules } from '../form-rules.ts';
import styles from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import { useTRPC } from '../trpc.ts';
import { PersonDeeds } from './person-deeds.tsx';
import { givableRoles, type Person } from './use-staff.ts';

type PersonSheetProps = {
  /** null: a new one */
  person: Person | null;
  onPin: (person: Person) => void;
  onLink: (made: { name: string; link: { path: string; expiresAt: number } }) => void;
  onClose: () => void;
};

/** A person's name, role and ways in. */
export function PersonSheet({ person, onPin, onLink, onClose }: PersonSheetProps) {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const rules = useFormRules();
  const { role: ownRole } = useShop();
  const [problem, setProblem] = useState('');
  const form = useForm({
    initialValues: { name: person?.name ?? '', role: person?.role ?? ('cashier' as Role), email: '' },
    validate: { name: rules.required, email: rules.emailOrNone },
  });
  const save = useMutation(
    trpc.accounts.staff.save.mutationOptions({
      onSuccess: async ({ id, signInLink }, { name, role }) => {
        await queries.invalidateQueries(trpc.accounts.staff.pathFilter());
        if (signInLink) return onLink({ name, link: signInLink });
        showToast({ message: t('form.saved'), tone: 'ok' });
        onClose();
        // The next thing a new person needs.
        if (!person) onPin({ id, name, role, active: true, hasPin: false, email: null });
      },
      onError: (error) => setProblem(refuseInForm(form, error, language)),
    }),
  );
  const mayChange = !person || roleAtLeast(ownRole, person.role);
  const mayGetEmail = ownRole === 'owner' && form.values.role !== 'cashier' && !person?.email;
  return (
    <Sheet
      title={person ? t('staff.edit', { name: person.name }) : t('staff.addTitle')}
      closeLabel={t('form.close')}
      onClose={onClose}
    >
      {mayChange ? (
        <form
          className={styles.form}
          onSubmit={form.onSubmit(({ name, role, email }) => {
            setProblem('');
            const newEmail = mayGetEmail ? email.trim() : '';
            save.mutate({ id: person?.id, name: name.trim(), role, email: newEmail || undefined });
          }, focusFirstError(form))}
        >
          <TextInput
            label={t('staff.name')}
            maxLength={80}
            autoComplete="off"
            data-autofocus={person ? undefined : true}
            {...form.getInputProps('name')}
          />
          <NativeSelect
            label={t('staff.role')}
            description={t(`staff.roleHints.${form.values.role}`)}
            data={givableRoles(ownRole).map((role) => ({ value: role, label: t(`staff.roles.${role}`) }))}
            {...form.getInputProps('role')}
          />
          {mayGetEmail && (
            <TextInput
              label={t('staff.email')}
              description={t('staff.emailHint')}
              type="email"
              inputMode="email"
              autoCapitalize="none"
              autoComplete="off"
              {...form.getInputProps('email')}
            />
          )}
          <FormProblem>{problem}</FormProblem>
          <Button type="submit" variant="primary" size={56} busy={save.isPending}>
            {t('form.save')}
          </Button>
        </form>
      ) : (
        <p>{t('staff.notYours')}</p>
      )}
      {person && mayChange && <PersonDeeds person={person} onPin={onPin} onLink={onLink} onDone={onClose} />}
    </Sheet>
  );
}
