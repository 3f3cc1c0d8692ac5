import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../base.css';
import { BarList } from '../bar-list.tsx';
import { Button } from '../button.tsx';
import { EmptyState } from '../empty-state.tsx';
import { Field } from '../field.tsx';
import { IconButton } from '../icon-button.tsx';
import { Keypad } from '../keypad.tsx';
import { Logo } from '../logo.tsx';
import { Money } from '../money.tsx';
import { Pill } from '../pill.tsx';
import { ProgressBar } from '../progress-bar.tsx';
import { Sheet } from '../sheet.tsx';
import { Skeleton } from '../skeleton.tsx';
import { ToastRegion } from '../toast-region.tsx';
import { showToast } from '../toast-store.ts';
import '../tokens.css';

/** Every part once, for parts.test.ts. */
function PartsPage() {
  const [written, setWritten] = useState('');
  const [presses, setPresses] = useState(0);
  const [open, setOpen] = useState(false);
  const [undone, setUndone] = useState(0);
  const press = () => setPresses((count) => count + 1);
  const deleteLine = () =>
    showToast({
      message: 'Dihapus',
      actionLabel: 'Urungkan',
      onAction: () => {
        setUndone((count) => count + 1);
        showToast({ message: 'Dikembalikan', tone: 'ok', durationMs: 300 });
      },
    });
  return (
    <main>
      <h1>
        <Logo variant="full" /> Bagian
      </h1>
      <output data-testid="written">{written}</output>
      <output data-testid="presses">{presses}</output>
      <output data-testid="undone">{undone}</output>
      <Button variant="primary" size={64} data-testid="idle" onClick={press}>
        Simpan
      </Button>
      <Button variant="primary" size={64} busy data-testid="busy" onClick={press}>
        Simpan
      </Button>
      <Button variant="danger">Hapus data</Button>
      <Button disabled>Belum bisa</Button>
      <Button size={56} data-testid="open" onClick={() => setOpen(true)}>
        Bayar
      </Button>
      <IconButton aria-label="Cari">?</IconButton>
      <Keypad
        label="PIN"
        backspaceLabel="Hapus satu"
        extraKey="000"
        testIdPrefix="pin"
        onKey={(text) => setWritten((before) => before + text)}
        onBackspace={() => setWritten((before) => before.slice(0, -1))}
      />
      <Field label="Kode" hint="Enam angka" error="Kode ini sudah dipakai.">
        {(control) => <input {...control} />}
      </Field>
      {(['neutral', 'ok', 'calm', 'warning', 'risk'] as const).map((tone) => (
        <Pill key={tone} tone={tone}>
          {tone}
        </Pill>
      ))}
      <ProgressBar label="Mengambil katalog" value={0.42} detail="2.150 dari 5.134" />
      <ProgressBar label="Mengirim" />
      <BarList
        label="Penjualan"
        items={[{ key: 'a', label: 'Melati', value: 3, text: 'Rp 3', detail: '1 struk' }]}
      />
      <EmptyState kind="cart" title="Keranjang kosong" action={<Button>Cari barang</Button>}>
        Pindai barang pertama.
      </EmptyState>
      <Skeleton />
      <Money amount={12_500} size="huge" />
      {open && (
        <Sheet
          title="Bayar tunai"
          closeLabel="Tutup"
          onClose={() => setOpen(false)}
          footer={<Button onClick={deleteLine}>Hapus baris</Button>}
        >
          <Money amount={12_500} />
        </Sheet>
      )}
      <ToastRegion label="Pemberitahuan" closeLabel="Tutup pesan" />
    </main>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <PartsPage />
    </StrictMode>,
  );
}
