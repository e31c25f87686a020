// A form that cannot be sent yet puts the focus on the first answer that is missing, for those who do not see the page.

/** Once the faults are on the page, the first of them has the focus. */
export function focusFault(form: EventTarget & Element): void {
  requestAnimationFrame(() => {
    const faulty = form.querySelector('.faulty');
    faulty?.querySelector<HTMLElement>('input, textarea, select')?.focus();
  });
}
