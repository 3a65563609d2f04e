// 물음에 답하는 자리와, 찾아보기의 열쇠. 바깥 주소를 부르지 않고, 적은 글은 이 브라우저에만 남습니다.
(() => {
  "use strict";

  // 「생각해 보기」: 답을 펴기 전에 먼저 적는 자리
  const thoughts = [...document.querySelectorAll("blockquote")].filter((quote) =>
    quote.querySelector("strong")?.textContent.trim() === "생각해 보기",
  );
  thoughts.forEach((quote, place) => {
    const key = `생각 ${location.pathname} ${place}`;
    const label = document.createElement("label");
    label.className = "thought";
    label.append("먼저 적어 보십시오. 이 브라우저에만 남습니다.");
    const area = document.createElement("textarea");
    area.rows = 2;
    area.value = remembered(key);
    area.addEventListener("input", () => remember(key, area.value));
    label.append(area);
    quote.after(label);
  });

  // 알아맞히기: 고르고 Enter나 단추
  for (const form of document.querySelectorAll("form.quiz")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = new FormData(form).values().next().value;
      const right = form.querySelector(`input[value="${form.dataset.right}"]`).parentElement.textContent.trim();
      form.querySelector("output").textContent =
        chosen === form.dataset.right ? "맞았습니다." : `채점의 말은 이것입니다: ${right}`;
    });
  }

  // 테마가 남긴 이름을 고칩니다: 보이는 글과 다른 이름, 이름이 없는 펼침 단추, 자판으로 움직일 수 없는 넓은 표
  for (const control of document.querySelectorAll("button[aria-label], a[aria-label], summary[aria-label]")) {
    if (control.textContent.trim()) control.removeAttribute("aria-label");
  }
  for (const summary of document.querySelectorAll(".bd-sidebar-primary summary")) {
    const title = summary.closest("li")?.querySelector("a")?.textContent.trim() ?? "차례";
    summary.setAttribute("aria-label", `${title} 펴고 접기`);
  }
  for (const table of document.querySelectorAll(".bd-article table")) {
    table.tabIndex = 0;
  }

  // 놀이터는 이 쪽의 테마를 따르고, 알린 높이만큼 자리를 차지합니다. file://에는 견줄 origin이 없어, 보낸 창으로 가립니다.
  const labs = [...document.querySelectorAll("iframe.lab")];
  const tellTheme = (lab) => lab.contentWindow.postMessage({ ganCourseTheme: document.documentElement.dataset.theme }, "*");
  addEventListener("message", (event) => {
    const lab = labs.find((each) => each.contentWindow === event.source);
    const height = event.data?.ganCourseHeight;
    if (!lab || !Number.isFinite(height)) return;
    lab.style.height = `${height + lab.offsetHeight - lab.clientHeight}px`; // 테두리까지
    tellTheme(lab);
  });
  new MutationObserver(() => labs.forEach(tellTheme)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  labs.forEach(tellTheme); // 이 쪽보다 먼저 읽힌 놀이터

  // 그림 글자는 쪽이 다 보인 다음에
  addEventListener("load", () => {
    for (const later of document.querySelectorAll("script[type=later]")) {
      const script = document.createElement("script");
      script.src = later.src;
      document.head.append(script);
    }
  });

  // 테마는 누른 단추의 초점을 지워, 좁은 화면의 차례를 닫으면 자판의 자리가 쪽의 처음으로 돌아갑니다.
  for (const which of ["primary", "secondary"]) {
    document.querySelector(`#pst-${which}-sidebar-modal`)?.addEventListener("close", () => {
      document.querySelector(`.${which}-toggle`)?.focus();
    });
  }

  function remembered(key) {
    try {
      return localStorage.getItem(key) ?? "";
    } catch {
      return ""; // 저장을 막아 둔 브라우저
    }
  }

  function remember(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // 저장을 막아 둔 브라우저에서는 이 쪽을 닫을 때까지만 남습니다
    }
  }

})();
