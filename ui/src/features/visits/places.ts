/** Places as the API has them: WGS-84 in millionths of a degree. */
export interface Place {
  lat: number;
  lon: number;
}

const DEGREE = 1_000_000;
export const toMicro = (degrees: number): number => Math.round(degrees * DEGREE);
export const degrees = (micro: number): string => (micro / DEGREE).toFixed(6);

export interface Fix extends Place {
  /** Metres. */
  accuracy: number;
}

const PATIENCE_MS = 15_000;

/** Where the device is; rejects where it may not or cannot tell. */
export function whereAmI(): Promise<Fix> {
  return new Promise((resolve, reject) => {
    if (!("geolocation" in navigator)) {
      reject(new Error("no geolocation"));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: toMicro(coords.latitude), lon: toMicro(coords.longitude), accuracy: Math.round(coords.accuracy) }),
      (error) => reject(new Error(error.message)),
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 0 },
    );
  });
}

/** Links that open a map; none of them loads anything here. */
export function mapLinks({ lat, lon }: Place, name: string): { key: "openGeo" | "openMap" | "openBaidu"; href: string }[] {
  const [north, east, said] = [degrees(lat), degrees(lon), encodeURIComponent(name)];
  return [
    { key: "openMap", href: `https://uri.amap.com/marker?position=${east},${north}&name=${said}&coordinate=wgs84&callnative=1` },
    { key: "openBaidu", href: `https://api.map.baidu.com/marker?location=${north},${east}&title=${said}&content=${said}&coord_type=wgs84&output=html` },
    { key: "openGeo", href: `geo:${north},${east}?q=${north},${east}(${said})` },
  ];
}

export const km = (metres: number): number => Math.round(metres / 100) / 10;
