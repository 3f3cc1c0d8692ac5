import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast-store.ts';
import { useShop } from '../account.ts';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import styles from './person-deeds.module.css';
import type { Person } from './use-staff.ts';

type PersonDeedsProps = {
  person: Person;
  onPin: (person: Person) => void;
  onLink: (made: { name: string; link: { path: string; expiresAt: number } }) => void;
  onDone: () => void;
};

/** What else can be done about a person: PIN, a new sign-in link, letting them in or out. */
export function PersonDeeds({ person, onPin, onLink, onDone }: PersonDeedsProps) {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const failed = useFailure();
  const { role: ownRole, staffId } = useShop();
  const { id, name, active, email, hasPin } = person;
  const setActive = useMutation(
    trpc.accounts.staff.setActive.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.accounts.staff.pathFilter());
        showToast({
          message: active ? t('staff.deactivated', { name }) : t('staff.activated', { name }),
          // Undone with one press rather than asked for beforehand.
          ...(active && {
            actionLabel: t('staff.activate'),
            onAction: () => setActive.mutate({ id, active: true }),
          }),
        });
        onDone();
      },
      onError: failed,
    }),
  );
  const makeLink = useMutation(
    trpc.accounts.staff.signInLink.mutationOptions({
      onSuccess: (link) => onLink({ name, link }),
      onError: failed,
    }),
  );
  return (
    <div className={styles.deeds}>
      {active && (
        <Button onClick={() => onPin(person)}>{hasPin ? t('staff.changePin') : t('staff.setPin')}</Button>
      )}
      {active && email && ownRole === 'owner' && (
        <Button busy={makeLink.isPending} onClick={() => makeLink.mutate({ id })}>
          {t('staff.newLink')}
        </Button>
      )}
      {id !== staffId && (
        <Button busy={setActive.isPending} onClick={() => setActive.mutate({ id, active: !active })}>
          {active ? t('staff.deactivate') : t('staff.activate')}
        </Button>
      )}
      {active && !hasPin && <p className={styles.hint}>{t('staff.noPinHint')}</p>}
    </div>
  );
}
