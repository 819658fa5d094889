import { itemOf, tell } from './layer.ts';

/** Clicks on products in lists, and filters that apply when they change. */
export function startLists(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest('.card a');
    const item = link && itemOf(link);
    if (item) tell('select_item', { item_list_id: item.item_list_id, item_list_name: item.item_list_name, items: [item] });
  });
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-submit-on-change]'))
    form.addEventListener('change', () => form.submit());
}
