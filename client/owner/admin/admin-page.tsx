export default function AdminPage(_: { hasShop: boolean }) {
  return null;
}
