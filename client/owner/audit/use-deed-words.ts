import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import type { AppRouter } from '../../../server/trpc/router.ts';
import { ROLES } from '../../../shared/roles.ts';
import texts from '../../app/locales/id/owner.ts';

type Deed = inferRouterOutputs<AppRouter>['accounts']['audit']['list']['entries'][number];

/** The log in words. An action that this version does not know yet is shown by its name. */
export function useDeedWords(): { what: (deed: Deed) => string; who: (deed: Deed) => string } {
  const { t } = useTranslation('owner');
  return {
    what: ({ action, targetName, role }) => {
      const [thing = '', verb = ''] = action.split('.');
      const known: Record<string, Record<string, string>> = texts.audit.actions;
      if (known[thing]?.[verb] === undefined) return t('audit.other', { action });
      const given = ROLES.find((one) => one === role);
      return t(`audit.actions.${action}` as 'audit.actions.staff.created', {
        name: targetName ?? t('audit.nameless'),
        role: given ? t(`staff.roles.${given}`).toLowerCase() : '',
      });
    },
    who: ({ actorKind, actorName }) => {
      if (actorName) return t('audit.by', { name: actorName });
      if (actorKind === 'system') return t('audit.by', { name: t('audit.system') });
      return t('audit.by', { name: actorKind === 'device' ? t('audit.someDevice') : t('audit.somebody') });
    },
  };
}
