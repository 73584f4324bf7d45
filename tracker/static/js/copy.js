// 「URLをコピー」: each button copies the field that it names. Without this file the field is there to be selected.
"use strict";

function copy(field) {
  field.select();
  // Addresses of a closed network without encryption have no clipboard; the older command works there too.
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(field.value);
  }
  return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("not copied"));
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const told = document.getElementById(button.dataset.tells);
  button.hidden = false;
  button.addEventListener("click", () => {
    copy(field).then(
      () => { told.textContent = button.dataset.done; },
      () => { told.textContent = button.dataset.failed; },
    );
  });
}
