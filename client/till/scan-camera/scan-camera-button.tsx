import { IconBarcode } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/icon-button.tsx';
import { ScanCameraSheet } from './lazy-scan.ts';

/** Opens the camera, for a till without a scanner. */
export function ScanCameraButton({ className }: { className?: string }) {
  const { t } = useTranslation('till');
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size={56}
        className={className}
        aria-label={t('catalogue.scanCamera')}
        data-testid="scan-camera"
        onClick={() => setOpen(true)}
      >
        <IconBarcode size={26} aria-hidden="true" />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <ScanCameraSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
