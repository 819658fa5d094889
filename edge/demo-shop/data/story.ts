/**
 * The story the shop is made to tell: both products stand in the shop nearest to the place "Milano" of the demo bar,
 * so a cart of the two, left because of the shipping cost, is whole in that shop.
 */
export const demoStory = {
  /** a terracotta table lamp and the bottle vase of the same line */
  products: ['OL-1011', 'OL-2011'],
  place: 'Milano',
  storeCode: 'milano-torino',
  /** member to sign in as */
  customerId: 'm-1001',
} as const;
