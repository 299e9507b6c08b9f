// Times as people read them, in the workspace's zone.

export function clockwork(zone, lang) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  const weekday = new Intl.DateTimeFormat(lang === "zh" ? "zh-CN" : "en-GB", { timeZone: zone, weekday: "short" });
  const month = new Intl.DateTimeFormat("en-GB", { timeZone: zone, month: "short" });
  const split = (iso) => Object.fromEntries(parts.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));

  const day = (iso) => {
    const { year, month: m, day: d } = split(iso);
    return `${year}-${m}-${d}`;
  };
  const minute = (iso) => {
    const { hour, minute: m } = split(iso);
    return `${hour}:${m}`;
  };
  /** 11月25日 周三 / Wed 25 Nov */
  const date = (iso) => {
    const when = new Date(iso);
    const { month: m, day: d } = split(iso);
    return lang === "zh" ? `${+m}月${+d}日 ${weekday.format(when)}` : `${weekday.format(when)} ${+d} ${month.format(when)}`;
  };
  /** 11/25 周三 10:00, for narrow places */
  const short = (iso) => {
    const { month: m, day: d } = split(iso);
    const head = lang === "zh" ? `${+m}/${+d} ${weekday.format(new Date(iso))}` : `${weekday.format(new Date(iso))} ${+d}/${+m}`;
    return `${head} ${minute(iso)}`;
  };
  /** 今天 / 昨天 / 11月18日 周三, seen from now */
  const dayName = (iso, now, words) => {
    if (now && day(iso) === day(now)) return words.today;
    const before = now && new Date(new Date(now).getTime() - 86400000).toISOString();
    return before && day(iso) === day(before) ? words.yesterday : date(iso);
  };
  return { day, minute, date, short, dayName };
}
