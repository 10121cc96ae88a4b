"""Scripts that look over a page in the browser and return what is wrong with it."""

# Texts whose colour stands out too little from what is behind them (WCAG AA: 4.5, large text 3).
CONTRAST_FAULTS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3]));
    const ground = (node) => {
        if (!node) return [255, 255, 255];
        const { backgroundColor, backgroundImage } = getComputedStyle(node);
        const stops = backgroundImage.match(/(?:rgba?|color)\\([^)]*\\)/g);
        if (backgroundImage.startsWith("linear") && stops) return rgba(stops[0]).slice(0, 3);
        const own = rgba(backgroundColor);
        return own[3] === 1 ? own.slice(0, 3) : over(own, ground(node.parentElement));
    };
    const light = (colour) => {
        const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = colour.map((value) => linear(value / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const faults = [];
    for (const node of document.querySelectorAll("body *")) {
        const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
        if (!isText || !node.checkVisibility() || node.closest("svg, .unseen, .skip, noscript, [inert]")) continue;
        const style = getComputedStyle(node);
        const behind = ground(node);
        const front = over(rgba(style.color), behind);
        const [high, low] = [light(front), light(behind)].sort((one, two) => two - one);
        const size = parseFloat(style.fontSize);
        const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
        const ratio = (high + 0.05) / (low + 0.05);
        const name = `${node.className || node.localName}: ${node.textContent.slice(0, 30)}`;
        if (ratio < needed) faults.push(`${name} (${ratio.toFixed(2)})`);
    }
    return faults;
}"""

# Visible controls that a screen reader could not name.
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, textarea, select, [role=button]")]
    .filter((node) => node.checkVisibility() && !node.closest("[aria-hidden=true]"))
    .filter((node) => ![node.ariaLabel, node.textContent, node.labels?.[0]?.textContent].some((name) => name?.trim()))
    .map((node) => node.outerHTML.slice(0, 120))"""
