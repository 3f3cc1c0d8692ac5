import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/use-language.ts';
import { showToast } from '../ui/toast-store.ts';
import { chooseShop } from './chosen-shop.ts';
import { signOut } from './session.ts';
import { sentenceFor } from './trpc.ts';
import { useGo } from './use-page.ts';

/** Ends the session and goes to the sign-in page; says so when the server could not be reached. */
export function useSignOut(): () => Promise<void> {
  const { t } = useTranslation('owner');
  const language = useLanguage();
  const go = useGo();
  return async () => {
    try {
      await signOut();
    } catch (error) {
      showToast({ message: sentenceFor(error, language), tone: 'warning' });
      return;
    }
    chooseShop(null);
    await go('/owner/sign-in');
    showToast({ message: t('signIn.signedOut') });
  };
}
