import { h, type VNode } from 'preact';

/**
 * What JSX becomes, in place of `preact/jsx-runtime`, which is put aside for this one when the chunk is built: the same by way of `h`, which
 * the chunk carries anyway.
 */
export const jsx = (type: string, props: object, key?: string): VNode => h(type, { ...props, key });

export { Fragment } from 'preact';
export { jsx as jsxs };
