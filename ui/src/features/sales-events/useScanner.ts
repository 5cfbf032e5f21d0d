import { useEffect, useRef, useState } from "react";

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const PAUSE = 250; // milliseconds between two looks
const REST = 3000; // the same code before a camera is one scan for so long

const detectorClass = (): DetectorClass | undefined => (window as unknown as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether this browser reads codes by itself; others type them. */
export const canScan = (): boolean => detectorClass() !== undefined && "mediaDevices" in navigator;

/** While `on`, what the camera sees is read and told once. */
export function useScanner(on: boolean, onRead: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onRead);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    told.current = onRead;
  });
  useEffect(() => {
    const Detecting = detectorClass();
    if (!on || !Detecting) return;
    let stream: MediaStream | undefined;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = { text: "", at: 0 };
    const detector = new Detecting({ formats: ["qr_code"] });
    const look = async (): Promise<void> => {
      const [found] = video.current && video.current.readyState >= 2 ? await detector.detect(video.current).catch(() => []) : [];
      if (over) return;
      if (found && (found.rawValue !== last.text || Date.now() - last.at > REST)) {
        last = { text: found.rawValue, at: Date.now() };
        told.current(found.rawValue);
      }
      timer = setTimeout(() => void look(), PAUSE);
    };
    const start = async (): Promise<void> => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        if (over || !video.current) return stop();
        video.current.srcObject = stream;
        await video.current.play();
        void look();
      } catch {
        setRefused(true);
      }
    };
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    void start();
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, [on]);
  return { video, refused };
}
