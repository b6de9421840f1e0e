// Starts the app: loads the module named by this script's element. When that
// fails, the page says so in plain words instead of staying blank.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

const words = {
  en: ["Posy could not start", "The app could not be loaded. Check the connection and try again.", "Load again"],
  ru: ["Posy не запустилась", "Приложение не удалось загрузить. Проверьте связь и попробуйте снова.", "Загрузить снова"],
};

function failed(error) {
  console.error(error);
  const [title, text, again] = words[document.documentElement.lang] ?? words.en;
  const panel = document.createElement("div");
  panel.className = "empty";
  panel.setAttribute("role", "alert");
  for (const [name, className, content] of [
    ["h1", "empty__title", title],
    ["p", "empty__text", text],
    ["button", "button button--primary", again],
  ]) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = content;
    if (name === "button") element.addEventListener("click", () => location.reload());
    panel.append(element);
  }
  (document.querySelector("#start main") ?? document.body).replaceChildren(panel);
}

try {
  const module = await import(js);
  await module.default({ module_or_path: wasm });
} catch (error) {
  failed(error);
}
