// Every screen there is, and who looks at it. A new screen is a new line here.

export interface ScreenCase {
  name: string;
  /** The address, or the way to it from the address of another screen. */
  path: string;
  /** Null for those who are not signed in. */
  as: string | null;
  /** What the address asks for is refused, which the browser itself complains of. */
  refused?: true;
}

const resident = 'resident1@demo.example';
/** Has a job at home, held in escrow, and so a payment. */
const customer = 'resident4@demo.example';
const manager = 'manager1@demo.example';
const provider = 'provider1@demo.example';
const seller = 'shop1@demo.example';
const admin = 'admin@demo.example';

export const screens: readonly ScreenCase[] = [
  { name: 'sign in', path: '/sign-in', as: null },
  { name: 'register', path: '/register', as: null },
  { name: 'forgotten password', path: '/forgotten-password', as: null },
  { name: 'reset password', path: '/reset-password?token=t', as: null },
  { name: 'dead link of a mail', path: '/verify?token=t', as: null, refused: true },
  { name: 'dead invitation', path: '/invitation?token=t', as: null, refused: true },
  { name: 'home', path: '/', as: resident },
  { name: 'homes', path: '/homes', as: resident },
  { name: 'feed', path: '/feed', as: resident },
  { name: 'post', path: '/feed > article a[href*="/posts/"]', as: resident },
  { name: 'chat', path: '/chat', as: resident },
  { name: 'conversation', path: '/chat > a[href*="/chat/"]', as: resident },
  { name: 'rooms', path: '/rooms', as: resident },
  { name: 'room', path: '/rooms > main li a[href^="/rooms/"]', as: resident },
  { name: 'draw', path: '/rooms > main li:has-text("Party hall") a > a[href^="/draws/"]', as: resident },
  { name: 'bookings', path: '/bookings', as: resident },
  { name: 'booking', path: '/bookings > main li a[href^="/bookings/"]', as: resident },
  { name: 'my reports', path: '/tickets', as: resident },
  { name: 'new report', path: '/tickets/new', as: resident },
  { name: 'report', path: '/tickets > main li a[href^="/tickets/"]', as: resident },
  { name: 'report for staff', path: '/manage/tickets > article a[href^="/tickets/"]', as: manager },
  { name: 'board', path: '/manage/tickets', as: manager },
  { name: 'categories and promises', path: '/manage/tickets/setup', as: manager },
  { name: 'upkeep', path: '/manage/upkeep', as: manager },
  { name: 'incidents', path: '/manage/incidents', as: manager },
  { name: 'incident', path: '/manage/incidents > main li a[href^="/incidents/"]', as: manager },
  { name: 'incident for residents', path: '/tickets/new > main a[href^="/incidents/"]', as: resident },
  { name: 'services', path: '/services', as: resident },
  { name: 'ask for quotes', path: '/services/ask', as: resident },
  { name: 'provider', path: '/services > main a[href^="/providers/"]', as: resident },
  {
    name: 'request for quotes',
    path: '/services > button:has-text("My requests") > main a[href^="/quote-requests/"]',
    as: resident,
  },
  {
    name: 'job for its customer',
    path: '/services > button:has-text("My jobs") > main a[href^="/jobs/"]',
    as: customer,
  },
  { name: 'job', path: '/provide > button:has-text("Jobs") > main a[href^="/jobs/"]', as: provider },
  { name: 'business', path: '/provide', as: provider },
  { name: 'building', path: '/manage/building', as: manager },
  { name: 'people', path: '/manage/people', as: manager },
  { name: 'request to live here', path: '/manage/people > main a[href*="/verifications/"]', as: manager },
  { name: 'announcements', path: '/manage/announcements', as: manager },
  { name: 'moderation', path: '/manage/moderation', as: manager },
  { name: 'bookings of a building', path: '/manage/bookings', as: manager },
  { name: 'rooms to set up', path: '/manage/rooms', as: manager },
  { name: 'room to set up', path: '/manage/rooms > main li a[href^="/manage/rooms/"]', as: manager },
  { name: 'log of a building', path: '/manage/log', as: manager },
  { name: 'money of a building', path: '/manage/money', as: manager },
  { name: 'notifications', path: '/notifications', as: resident },
  { name: 'account', path: '/account', as: resident },
  { name: 'sessions', path: '/account/security', as: resident },
  { name: 'notification settings', path: '/account/notifications', as: resident },
  { name: 'addresses', path: '/account/addresses', as: resident },
  { name: 'data', path: '/account/data', as: resident },
  { name: 'shop', path: '/shop', as: resident },
  { name: 'shop of a guest', path: '/shop?category=home', as: null },
  { name: 'product', path: '/shop > main li a[href^="/products/"]', as: resident },
  { name: 'cart', path: '/cart', as: resident },
  { name: 'checkout', path: '/checkout', as: resident },
  { name: 'orders', path: '/orders', as: resident },
  { name: 'order', path: '/orders > main li a[href^="/orders/"]', as: resident },
  { name: 'parcel', path: '/ > main a[href^="/parcels/"]', as: resident },
  { name: 'payments', path: '/payments', as: customer },
  { name: 'payment', path: '/payments > main a[href^="/payments/"]', as: customer },
  { name: 'no payments', path: '/payments', as: resident },
  { name: 'parcels to send', path: '/sell', as: seller },
  { name: 'products of a seller', path: '/sell/products', as: seller },
  { name: 'new product', path: '/sell/products/new', as: seller },
  { name: 'product of a seller', path: '/sell/products > main li a[href^="/vendors/"]', as: seller },
  { name: 'import', path: '/sell/import', as: seller },
  { name: 'money of a seller', path: '/sell/money', as: seller },
  { name: 'services of the platform', path: '/admin', as: admin },
  { name: 'parked events', path: '/admin/events', as: admin },
  { name: 'jobs', path: '/admin/jobs', as: admin },
  { name: 'traffic', path: '/admin/traffic', as: admin },
  { name: 'payments of the platform', path: '/admin/payments', as: admin },
  { name: 'templates', path: '/admin/templates', as: admin },
  { name: 'template', path: '/admin/templates/order.confirmed/en', as: admin },
  { name: 'security log', path: '/admin/audit', as: admin },
  { name: 'page for others', path: '/admin', as: resident },
  { name: 'no such page', path: '/nowhere', as: resident },
];
